package org.chorale.io.matrix;

import java.nio.ByteBuffer;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * How the values of a feature matrix are stored. They are double wherever they are computed with.
 */
public enum Element {
  /** IEEE 754 single precision, 24 bits of mantissa. */
  FLOAT32(Float.BYTES, PrimitiveTypeName.FLOAT),
  /** IEEE 754 double precision. */
  FLOAT64(Double.BYTES, PrimitiveTypeName.DOUBLE);

  private final int bytes;
  private final PrimitiveTypeName parquet;

  Element(int bytes, PrimitiveTypeName parquet) {
    this.bytes = bytes;
    this.parquet = parquet;
  }

  /** Bytes of a value. */
  public int bytes() {
    return bytes;
  }

  PrimitiveTypeName parquet() {
    return parquet;
  }

  /**
   * Decodes values from the buffer's position on, which is left where it is.
   *
   * @param plain little-endian
   */
  public void decode(ByteBuffer plain, double[] into, int from, int count) {
    int at = plain.position();
    if (this == FLOAT64) {
      plain.asDoubleBuffer().get(into, from, count);
      return;
    }
    for (int v = 0; v < count; v++) {
      into[from + v] = plain.getFloat(at + v * Float.BYTES);
    }
  }

  /**
   * Appends values to a buffer.
   *
   * @param plain little-endian; its position moves past them
   */
  public void encode(double[] values, int from, int count, ByteBuffer plain) {
    int at = plain.position();
    if (this == FLOAT64) {
      plain.asDoubleBuffer().put(values, from, count);
    } else {
      for (int v = 0; v < count; v++) {
        plain.putFloat(at + v * Float.BYTES, (float) values[from + v]);
      }
    }
    plain.position(at + count * bytes);
  }
}
