package org.chorale.io.voxels;

/** What one stored value of an image is: a real number in one of the usual binary forms. */
public enum ElementType {
  INT8(1, 8, "int8"),
  UINT8(1, 8, "uint8"),
  INT16(2, 16, "int16"),
  UINT16(2, 16, "uint16"),
  INT32(4, 32, "int32"),
  UINT32(4, 32, "uint32"),
  INT64(8, 64, "int64"),
  UINT64(8, 64, "uint64"),
  FLOAT32(4, 24, "float32"),
  FLOAT64(8, 53, "float64");

  private static final int SIGNIFICANT_BITS_OF_FLOAT32 = 24;

  private final int bytes;
  private final int significantBits;
  private final String word;

  ElementType(int bytes, int significantBits, String word) {
    this.bytes = bytes;
    this.significantBits = significantBits;
    this.word = word;
  }

  /** Bytes of one value. */
  int bytes() {
    return bytes;
  }

  /** Whether every stored value is exactly a float32. */
  public boolean fitsFloat32() {
    return significantBits <= SIGNIFICANT_BITS_OF_FLOAT32;
  }

  /** As NumPy calls it. */
  @Override
  public String toString() {
    return word;
  }
}
