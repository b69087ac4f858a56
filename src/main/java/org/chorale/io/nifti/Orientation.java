package org.chorale.io.nifti;

import static org.chorale.io.nifti.HeaderChecks.refused;

/**
 * From voxel indices to millimetres, as nibabel understands a header: the sform if it has a code,
 * else the qform if it has one, else the zooms with the origin in the middle of the image and x
 * running to the left.
 *
 * <p>Codes beyond the five that are defined count as none, a {@code pixdim} of 0 as 1, a negative
 * one as positive, a qfac other than -1 as 1, as in nibabel. A quaternion that is longer than 1,
 * which nibabel refuses, is shortened to 1 as by the NIfTI C library: rounding to float32 makes
 * them.
 */
final class Orientation {
  private static final int LAST_CODE = 5;
  private static final int COLUMNS = 4;

  /** Far beyond any scanner, and far enough below the largest float32 to be written as one. */
  private static final double ABSURD = 1e30;

  private Orientation() {}

  /**
   * Sizes of a voxel in space. In a dimension that the image lacks it is 1, but what is stated
   * where a qform or sform may have a use for it.
   */
  static double[] zooms(RawHeader raw) {
    long stated = isPlaced(raw) ? 3 : raw.integer(HeaderField.DIM);
    double[] zooms = new double[3];
    for (int d = 0; d < zooms.length; d++) {
      double pixdim = Math.abs(raw.number(HeaderField.PIXDIM, d + 1));
      // As float32, in which it will be written: so that it means the same then.
      zooms[d] = (float) pixdim == 0 || d >= stated ? 1 : pixdim;
    }
    return zooms;
  }

  /** Whether there is a sform or a qform. */
  static boolean isPlaced(RawHeader raw) {
    return isKnown(raw.integer(HeaderField.SFORM_CODE))
        || isKnown(raw.integer(HeaderField.QFORM_CODE));
  }

  /** 1, or -1 if the third axis of the qform is mirrored. */
  static int qfac(RawHeader raw) {
    return raw.number(HeaderField.PIXDIM, 0) == -1 ? -1 : 1;
  }

  /** Three rows of four. */
  static double[] affine(RawHeader raw, int[] shape, String name) {
    double[] affine;
    if (isKnown(raw.integer(HeaderField.SFORM_CODE))) {
      affine = new double[3 * COLUMNS];
      for (int i = 0; i < affine.length; i++) {
        affine[i] = raw.number(HeaderField.SROW, i);
      }
    } else if (isKnown(raw.integer(HeaderField.QFORM_CODE))) {
      affine = qform(raw);
    } else {
      affine = fromZooms(shape, zooms(raw));
    }
    for (double element : affine) {
      if (!(Math.abs(element) < ABSURD)) {
        throw refused(
            name,
            "its affine has the element %s; expected were millimetres. Copy or convert the file again."
                .formatted(element));
      }
    }
    return affine;
  }

  private static boolean isKnown(long code) {
    return code > 0 && code <= LAST_CODE;
  }

  /** Rotation by the quaternion (w, x, y, z), its columns times the zooms. */
  private static double[] qform(RawHeader raw) {
    double x = raw.number(HeaderField.QUATERN, 0);
    double y = raw.number(HeaderField.QUATERN, 1);
    double z = raw.number(HeaderField.QUATERN, 2);
    double w2 = 1 - (x * x + y * y + z * z);
    double w = w2 < 0 ? 0 : Math.sqrt(w2);
    double s = 2 / (w * w + x * x + y * y + z * z);
    double[] rotation = {
      1 - s * (y * y + z * z),
      s * (x * y - w * z),
      s * (x * z + w * y),
      s * (x * y + w * z),
      1 - s * (x * x + z * z),
      s * (y * z - w * x),
      s * (x * z - w * y),
      s * (y * z + w * x),
      1 - s * (x * x + y * y)
    };
    double[] zooms = zooms(raw);
    zooms[2] *= qfac(raw);
    double[] affine = new double[3 * COLUMNS];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        affine[row * COLUMNS + column] = rotation[row * 3 + column] * zooms[column];
      }
      affine[row * COLUMNS + 3] = raw.number(HeaderField.QOFFSET, row);
    }
    return affine;
  }

  private static double[] fromZooms(int[] shape, double[] zooms) {
    double[] affine = new double[3 * COLUMNS];
    for (int row = 0; row < 3; row++) {
      double zoom = row == 0 ? -zooms[row] : zooms[row];
      affine[row * COLUMNS + row] = zoom;
      affine[row * COLUMNS + 3] = -zoom * (shape[row] - 1) / 2.0;
    }
    return affine;
  }
}
