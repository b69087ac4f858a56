package org.chorale.io.picture;

import org.chorale.io.nifti.NiftiHeader;

/**
 * Axes of an image turned and mirrored so that they run to the right, to the front and upwards of
 * the person: the nearest ones where the image is oblique. As they lie in the file where its header
 * doesn't place it.
 */
final class AnatomicalAxes {
  static final int RIGHT = 0;
  static final int FRONT = 1;
  static final int UP = 2;
  private static final int COUNT = 3;
  private static final int COLUMNS = 4;

  private final boolean known;
  private final int[] shape;
  private final int[] strides = new int[COUNT];
  private final int[] axisOf = {0, 1, 2};
  private final boolean[] mirrored = new boolean[COUNT];
  private final double[] zooms = new double[COUNT];

  AnatomicalAxes(NiftiHeader header) {
    known = header.isPlaced();
    shape = header.shape();
    strides[0] = 1;
    strides[1] = shape[0];
    strides[2] = shape[0] * shape[1];
    double[] affine = header.affine();
    double[] lengths = new double[COUNT];
    for (int axis = 0; axis < COUNT; axis++) {
      double sum = 0;
      for (int row = 0; row < COUNT; row++) {
        sum += affine[COLUMNS * row + axis] * affine[COLUMNS * row + axis];
      }
      lengths[axis] = sum > 0 ? Math.sqrt(sum) : 1;
    }
    if (known) {
      turn(affine, lengths);
    }
    for (int direction = 0; direction < COUNT; direction++) {
      zooms[direction] = lengths[axisOf[direction]];
    }
  }

  /** Pairs directions and axes, those with the smallest angle between them first. */
  private void turn(double[] affine, double[] lengths) {
    boolean[] taken = new boolean[COUNT];
    boolean[] found = new boolean[COUNT];
    for (int pair = 0; pair < COUNT; pair++) {
      double most = -1;
      int best = 0;
      for (int i = 0; i < COUNT * COUNT; i++) {
        int row = i / COUNT;
        int axis = i % COUNT;
        double cosine = Math.abs(affine[COLUMNS * row + axis]) / lengths[axis];
        if (!found[row] && !taken[axis] && cosine > most) {
          most = cosine;
          best = i;
        }
      }
      int direction = best / COUNT;
      int axis = best % COUNT;
      found[direction] = true;
      taken[axis] = true;
      axisOf[direction] = axis;
      mirrored[direction] = affine[COLUMNS * direction + axis] < 0;
    }
  }

  /** Whether directions are known to be those of the person. */
  boolean areKnown() {
    return known;
  }

  /** Size of a voxel in a direction, in millimetres where the header has such. */
  double zoom(int direction) {
    return zooms[direction];
  }

  /** Place of a voxel in a direction, from 0 at the left, back or bottom. */
  int place(int voxel, int direction) {
    int axis = axisOf[direction];
    int index = voxel / strides[axis] % shape[axis];
    return mirrored[direction] ? shape[axis] - 1 - index : index;
  }
}
