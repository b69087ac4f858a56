package org.chorale.io.picture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chorale.io.nifti.NiftiHeader;

/**
 * Draws numbers over a mask: three slices through its centre, a montage of axial ones and the scale
 * of colours; white where no voxel of the mask is. What is drawn ends where the mask does. Letters
 * tell left from right where the header of the image does.
 *
 * <p>Holds a voxel's place, 4 bytes each; a picture needs what its pixels need. For one thread.
 */
public final class MaskPicture {
  private static final int DIRECTIONS = 3;
  private static final int BAR_WIDTH = 300;
  private static final int BAR_HEIGHT = 14;
  private static final int MARGIN = 10;

  private final int[] voxels;
  private final AnatomicalAxes axes;
  private final int[] corner = new int[DIRECTIONS];
  private final SliceLayout layout;
  private final List<Slice> slices = new ArrayList<>();

  /**
   * Of a mask.
   *
   * @param header of an image with the mask's grid
   * @param voxels of the mask, x fastest: {@code i + x·(j + y·k)}; not copied
   */
  public MaskPicture(NiftiHeader header, int[] voxels) {
    this.voxels = voxels;
    this.axes = new AnatomicalAxes(header);
    int[] end = new int[DIRECTIONS];
    int[] centre = new int[DIRECTIONS];
    int[] lengths = new int[DIRECTIONS];
    double[] zooms = new double[DIRECTIONS];
    for (int d = 0; d < DIRECTIONS; d++) {
      int direction = d;
      corner[d] = Arrays.stream(voxels).map(v -> axes.place(v, direction)).min().orElse(0);
      end[d] = Arrays.stream(voxels).map(v -> axes.place(v, direction)).max().orElse(0);
      double mean =
          Arrays.stream(voxels).mapToLong(v -> axes.place(v, direction)).average().orElse(0);
      centre[d] = (int) Math.round(mean) - corner[d];
      lengths[d] = end[d] - corner[d] + 1;
      zooms[d] = axes.zoom(d);
    }
    layout = new SliceLayout(lengths, zooms, centre);
    slices.addAll(layout.orthogonal());
    slices.addAll(layout.montage());
  }

  /** Whether the mask has a slice: it is no line, such as the vertices of a surface are. */
  public boolean isDrawable() {
    return !slices.isEmpty();
  }

  /** Whether there is more than one slice. */
  public boolean hasDepth() {
    return slices.size() > 1;
  }

  /** Whether left and right are known. */
  public boolean hasDirections() {
    return axes.areKnown();
  }

  SliceLayout layout() {
    return layout;
  }

  /**
   * A picture as PNG; equal values give equal bytes.
   *
   * @param values by voxel of the mask; NaN is grey
   */
  public byte[] png(double[] values, ColourScale scale) throws IOException {
    slices.forEach(Slice::clear);
    int[] places = new int[DIRECTIONS];
    for (int v = 0; v < voxels.length; v++) {
      for (int d = 0; d < DIRECTIONS; d++) {
        places[d] = axes.place(voxels[v], d) - corner[d];
      }
      byte entry = scale.entry(values[v]);
      for (Slice slice : slices) {
        slice.colour(places, entry);
      }
    }
    Sheet sheet =
        new Sheet(
            SliceLayout.WIDTH,
            layout.height() + 2 * MARGIN + BAR_HEIGHT + SliceLayout.GAP + Sheet.LETTER_HEIGHT);
    slices.forEach(slice -> slice.draw(sheet));
    if (hasDirections()) {
      layout.orthogonal().forEach(slice -> slice.label(sheet));
    }
    bar(sheet, scale);
    return sheet.png();
  }

  private void bar(Sheet sheet, ColourScale scale) {
    int left = (SliceLayout.WIDTH - BAR_WIDTH) / 2;
    int y = layout.height() + MARGIN;
    for (int x = 0; x < BAR_WIDTH; x++) {
      byte entry = scale.entry(scale.top() * x / (BAR_WIDTH - 1));
      for (int down = 0; down < BAR_HEIGHT; down++) {
        sheet.set(left + x, y + down, entry);
      }
    }
    for (int tick = 0; tick <= 2; tick++) {
      String number = ColourScale.number(scale.top() * tick / 2);
      int x = left + BAR_WIDTH * tick / 2 - Sheet.width(number) / 2;
      sheet.text(x, y + BAR_HEIGHT + SliceLayout.GAP, number);
    }
  }
}
