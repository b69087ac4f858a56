package org.chorale.io.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * Which slices of a box are drawn, and where: three through its centre side by side, below them a
 * montage of axial ones; the only one of a box that is flat. None of a line.
 */
final class SliceLayout {
  static final int WIDTH = 720;
  static final int GAP = 4;

  /** Room of a letter and its gaps. */
  private static final int LABEL = Sheet.LETTER_HEIGHT + 2 * GAP;

  private static final int MOST_HIGH = 320;
  private static final int MOST_HIGH_ALONE = 480;
  private static final int MONTAGE_COLUMNS = 6;
  private static final int MONTAGE_ROWS = 2;

  private final int[] lengths;
  private final double[] zooms;
  private final List<Slice> orthogonal = new ArrayList<>();
  private final List<Slice> montage = new ArrayList<>();
  private int height;

  /**
   * Lays slices out.
   *
   * @param lengths of the box in voxels, by direction
   * @param zooms size of a voxel
   * @param centre voxel through which three slices are drawn
   */
  SliceLayout(int[] lengths, double[] zooms, int[] centre) {
    this.lengths = lengths;
    this.zooms = zooms;
    List<Integer> flat = new ArrayList<>();
    for (int direction = 0; direction < lengths.length; direction++) {
      if (lengths[direction] == 1) {
        flat.add(direction);
      }
    }
    if (flat.isEmpty()) {
      row(List.of(AnatomicalAxes.RIGHT, AnatomicalAxes.FRONT, AnatomicalAxes.UP), centre);
      layMontage();
    } else if (flat.size() == 1) {
      row(flat, centre);
    }
  }

  private double size(int direction) {
    return lengths[direction] * zooms[direction];
  }

  private int[] voxels(int across) {
    return new int[] {lengths[Slice.rightward(across)], lengths[Slice.upward(across)]};
  }

  private int[] pixels(int across, double scale) {
    return new int[] {
      Math.max(1, (int) (size(Slice.rightward(across)) * scale)),
      Math.max(1, (int) (size(Slice.upward(across)) * scale))
    };
  }

  private void row(List<Integer> directions, int[] centre) {
    double widths = 0;
    double highest = 0;
    for (int across : directions) {
      widths += size(Slice.rightward(across));
      highest = Math.max(highest, size(Slice.upward(across)));
    }
    int most = directions.size() == 1 ? MOST_HIGH_ALONE : MOST_HIGH;
    double room = WIDTH - 2.0 * LABEL * directions.size();
    double scale = Math.min(room / widths, most / highest);
    int rowHeight = (int) (highest * scale);
    int x = (int) (room - widths * scale) / 2;
    for (int across : directions) {
      int[] pixels = pixels(across, scale);
      x += LABEL;
      int y = LABEL + (rowHeight - pixels[1]) / 2;
      orthogonal.add(new Slice(across, centre[across], voxels(across), x, y, pixels));
      x += pixels[0] + LABEL;
    }
    height = rowHeight + 2 * LABEL;
  }

  private void layMontage() {
    int across = AnatomicalAxes.UP;
    int count = Math.min(MONTAGE_COLUMNS * MONTAGE_ROWS, lengths[across]);
    int columns = Math.min(MONTAGE_COLUMNS, count);
    double cell = (WIDTH - (MONTAGE_COLUMNS + 1.0) * GAP) / MONTAGE_COLUMNS;
    double scale =
        Math.min(
            cell / size(Slice.rightward(across)), MOST_HIGH / 2.0 / size(Slice.upward(across)));
    int[] pixels = pixels(across, scale);
    int left = (WIDTH - columns * pixels[0] - (columns - 1) * GAP) / 2;
    for (int m = 0; m < count; m++) {
      int place = (int) ((m + 0.5) * lengths[across] / count);
      int x = left + m % columns * (pixels[0] + GAP);
      int y = height + GAP + m / columns * (pixels[1] + GAP);
      montage.add(new Slice(across, place, voxels(across), x, y, pixels));
    }
    int rows = (count + columns - 1) / columns;
    height += rows * (pixels[1] + GAP) + GAP;
  }

  /** Through the centre. */
  List<Slice> orthogonal() {
    return orthogonal;
  }

  /** Axial, from the bottom to the top. */
  List<Slice> montage() {
    return montage;
  }

  /** Pixels that slices and their letters need. */
  int height() {
    return height;
  }
}
