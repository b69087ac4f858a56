package org.chorale.io.nifti;

import java.util.Arrays;

/**
 * Headers as we write them: a 3-D image of float32 in a single file, little-endian, unscaled;
 * NIfTI-1 unless a length needs more than 16 bits.
 */
final class Float32Header {
  private static final int DATATYPE_FLOAT32 = 16;
  private static final int SCANNER_COORDINATES = 1;
  private static final int MILLIMETRES = 2;
  private static final int COLUMNS = 4;

  private static final HeaderField[] KEPT = {
    HeaderField.DIM_INFO,
    HeaderField.INTENT_PARAMETERS,
    HeaderField.INTENT_CODE,
    HeaderField.INTENT_NAME,
    HeaderField.XYZT_UNITS,
    HeaderField.DESCRIP,
    HeaderField.AUX_FILE,
    HeaderField.QFORM_CODE,
    HeaderField.SFORM_CODE,
    HeaderField.QUATERN,
    HeaderField.QOFFSET,
    HeaderField.SROW
  };

  private Float32Header() {}

  /** On the grid of another, whose place, units, intent and texts it keeps. */
  static RawHeader like(RawHeader other, int[] shape) {
    RawHeader raw = of(shape);
    for (HeaderField field : KEPT) {
      raw.copy(field, other);
    }
    raw.put(HeaderField.PIXDIM, 0, Orientation.qfac(other));
    putZooms(raw, Orientation.zooms(other));
    return raw;
  }

  /** With an affine as its sform, to scanner coordinates in millimetres. */
  static RawHeader onGrid(int[] shape, double[] affine) {
    RawHeader raw = of(shape);
    double[] zooms = new double[3];
    for (int column = 0; column < zooms.length; column++) {
      double inPlane = Math.hypot(affine[column], affine[COLUMNS + column]);
      zooms[column] = Math.hypot(inPlane, affine[2 * COLUMNS + column]);
    }
    putZooms(raw, zooms);
    for (int i = 0; i < affine.length; i++) {
      raw.put(HeaderField.SROW, i, affine[i]);
    }
    raw.put(HeaderField.SFORM_CODE, SCANNER_COORDINATES);
    raw.put(HeaderField.XYZT_UNITS, MILLIMETRES);
    return raw;
  }

  private static RawHeader of(int[] shape) {
    boolean small = Arrays.stream(shape).allMatch(length -> length <= Short.MAX_VALUE);
    RawHeader raw = RawHeader.blank(small ? 1 : 2);
    raw.putText(HeaderField.MAGIC, small ? "n+1" : "n+2");
    if (!small) {
      raw.putText(HeaderField.LINE_ENDS, RawHeader.LINE_ENDS);
    }
    raw.put(HeaderField.DIM, shape.length);
    for (int d = 1; d < HeaderField.DIM.count(); d++) {
      raw.put(HeaderField.DIM, d, d <= shape.length ? shape[d - 1] : 1);
    }
    for (int d = 0; d < HeaderField.PIXDIM.count(); d++) {
      raw.put(HeaderField.PIXDIM, d, 1);
    }
    raw.put(HeaderField.DATATYPE, DATATYPE_FLOAT32);
    raw.put(HeaderField.BITPIX, Float.SIZE);
    raw.put(HeaderField.SCL_SLOPE, 1);
    raw.put(HeaderField.VOX_OFFSET, raw.size() + RawHeader.EXTENSION_FLAG);
    return raw;
  }

  private static void putZooms(RawHeader raw, double[] zooms) {
    for (int d = 0; d < zooms.length; d++) {
      raw.put(HeaderField.PIXDIM, d + 1, zooms[d]);
    }
  }
}
