package org.chorale.io.picture;

import java.util.Arrays;

/** A slice on a sheet: which one, of which voxels, and the pixels that it covers. */
final class Slice {
  private final int across;
  private final int place;
  private final int[] voxels;
  private final int x;
  private final int y;
  private final int[] pixels;
  private final byte[] entries;

  /**
   * @param across direction from slice to slice
   * @param place of this one
   * @param voxels to the right and up
   * @param x of the upper left corner
   * @param y of the upper left corner
   * @param pixels to the right and down
   */
  Slice(int across, int place, int[] voxels, int x, int y, int[] pixels) {
    this.across = across;
    this.place = place;
    this.voxels = voxels;
    this.x = x;
    this.y = y;
    this.pixels = pixels;
    this.entries = new byte[voxels[0] * voxels[1]];
  }

  /** The direction that runs to the right in a slice. */
  static int rightward(int across) {
    return across == AnatomicalAxes.RIGHT ? AnatomicalAxes.FRONT : AnatomicalAxes.RIGHT;
  }

  /** The direction that runs upwards in a slice. */
  static int upward(int across) {
    return across == AnatomicalAxes.UP ? AnatomicalAxes.FRONT : AnatomicalAxes.UP;
  }

  void clear() {
    Arrays.fill(entries, ColourScale.PAPER);
  }

  /**
   * Colours a voxel if it lies in this slice.
   *
   * @param places of the voxel in all directions, from the corner of what is drawn
   */
  void colour(int[] places, byte entry) {
    if (places[across] == place) {
      entries[places[rightward(across)] + voxels[0] * places[upward(across)]] = entry;
    }
  }

  /** Draws; a pixel has the colour of the voxel at its centre. */
  void draw(Sheet sheet) {
    for (int down = 0; down < pixels[1]; down++) {
      int up = voxels[1] - 1 - (int) ((down + 0.5) * voxels[1] / pixels[1]);
      for (int right = 0; right < pixels[0]; right++) {
        int column = (int) ((right + 0.5) * voxels[0] / pixels[0]);
        sheet.set(x + right, y + down, entries[column + voxels[0] * up]);
      }
    }
  }

  /** Names the four ends. */
  void label(Sheet sheet) {
    boolean isSagittal = across == AnatomicalAxes.RIGHT;
    boolean isAxial = across == AnatomicalAxes.UP;
    int middle = y + (pixels[1] - Sheet.LETTER_HEIGHT) / 2;
    int centre = x + (pixels[0] - Sheet.LETTER_WIDTH) / 2;
    int gap = SliceLayout.GAP;
    sheet.text(x - gap - Sheet.LETTER_WIDTH, middle, isSagittal ? "P" : "L");
    sheet.text(x + pixels[0] + gap, middle, isSagittal ? "A" : "R");
    sheet.text(centre, y - gap - Sheet.LETTER_HEIGHT, isAxial ? "A" : "S");
    sheet.text(centre, y + pixels[1] + gap, isAxial ? "P" : "I");
  }

  /** The pixel at the centre of a voxel: to the right, and down. */
  int[] pixel(int column, int row) {
    return new int[] {
      x + (int) ((column + 0.5) * pixels[0] / voxels[0]),
      y + (int) ((voxels[1] - row - 0.5) * pixels[1] / voxels[1])
    };
  }

  int across() {
    return across;
  }

  int place() {
    return place;
  }
}
