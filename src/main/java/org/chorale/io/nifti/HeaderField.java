package org.chorale.io.nifti;

/** Where a field lies in the headers of both versions, and how its numbers are stored. */
enum HeaderField {
  SIZE(1, 0, Form.INT32, 0, Form.INT32),
  DIM_INFO(1, 39, Form.UINT8, 524, Form.UINT8),
  DIM(8, 40, Form.INT16, 16, Form.INT64),
  INTENT_PARAMETERS(3, 56, Form.FLOAT32, 80, Form.FLOAT64),
  INTENT_CODE(1, 68, Form.INT16, 504, Form.INT32),
  DATATYPE(1, 70, Form.INT16, 12, Form.INT16),
  BITPIX(1, 72, Form.INT16, 14, Form.INT16),
  PIXDIM(8, 76, Form.FLOAT32, 104, Form.FLOAT64),
  VOX_OFFSET(1, 108, Form.FLOAT32, 168, Form.INT64),
  SCL_SLOPE(1, 112, Form.FLOAT32, 176, Form.FLOAT64),
  SCL_INTER(1, 116, Form.FLOAT32, 184, Form.FLOAT64),
  XYZT_UNITS(1, 123, Form.UINT8, 500, Form.INT32),
  /** Lowest value, once; FreeSurfer's place for a length that doesn't fit. Gone in version 2. */
  GLMIN(1, 144, Form.INT32, -1, Form.INT32),
  /** Of this and the other texts the last byte is left out: it must be zero. */
  DESCRIP(79, 148, Form.UINT8, 240, Form.UINT8),
  AUX_FILE(23, 228, Form.UINT8, 320, Form.UINT8),
  QFORM_CODE(1, 252, Form.INT16, 344, Form.INT32),
  SFORM_CODE(1, 254, Form.INT16, 348, Form.INT32),
  QUATERN(3, 256, Form.FLOAT32, 352, Form.FLOAT64),
  QOFFSET(3, 268, Form.FLOAT32, 376, Form.FLOAT64),
  SROW(12, 280, Form.FLOAT32, 400, Form.FLOAT64),
  INTENT_NAME(15, 328, Form.UINT8, 508, Form.UINT8),
  MAGIC(3, 344, Form.UINT8, 4, Form.UINT8),
  /** Line ends that a copy as text would have changed. */
  LINE_ENDS(4, -1, Form.UINT8, 8, Form.UINT8);

  /** How one number is stored. */
  enum Form {
    UINT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FLOAT32(4),
    FLOAT64(8);

    private final int bytes;

    Form(int bytes) {
      this.bytes = bytes;
    }
  }

  private final int count;
  private final int offset1;
  private final Form form1;
  private final int offset2;
  private final Form form2;

  /** An offset of -1: not in this version. */
  HeaderField(int count, int offset1, Form form1, int offset2, Form form2) {
    this.count = count;
    this.offset1 = offset1;
    this.form1 = form1;
    this.offset2 = offset2;
    this.form2 = form2;
  }

  /** How many numbers (of a text: bytes) it has. */
  int count() {
    return count;
  }

  Form form(int version) {
    return version == 1 ? form1 : form2;
  }

  /** Byte at which one of its numbers begins. */
  int offset(int version, int index) {
    return version == 1 ? offset1 + index * form1.bytes : offset2 + index * form2.bytes;
  }
}
