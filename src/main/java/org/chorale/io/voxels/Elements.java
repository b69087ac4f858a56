package org.chorale.io.voxels;

import java.nio.ByteBuffer;

/**
 * Stored values to doubles. A loop per type over an array that was copied in bulk, which puts the
 * byte order right too: no call per value.
 */
final class Elements {
  /** Values copied at once: their array stays in the fastest cache. */
  private static final int CHUNK = 2048;

  private static final int BYTE_MASK = 0xff;
  private static final long INT_MASK = 0xffffffffL;

  private Elements() {}

  /**
   * The next values of a buffer, in the buffer's byte order; its position moves behind them.
   *
   * @param into value i goes to {@code into[from + i]}
   */
  static void decode(ElementType type, ByteBuffer bytes, double[] into, int from, int count) {
    switch (type) {
      case INT8, UINT8 -> decodeBytes(type == ElementType.UINT8, bytes, into, from, count);
      case INT16, UINT16 -> decodeShorts(type == ElementType.UINT16, bytes, into, from, count);
      case INT32, UINT32 -> decodeInts(type == ElementType.UINT32, bytes, into, from, count);
      case INT64, UINT64 -> decodeLongs(type == ElementType.UINT64, bytes, into, from, count);
      case FLOAT32 -> decodeFloats(bytes, into, from, count);
      case FLOAT64 -> bytes.asDoubleBuffer().get(into, from, count);
    }
  }

  private static void decodeBytes(
      boolean unsigned, ByteBuffer bytes, double[] into, int from, int count) {
    byte[] chunk = new byte[Math.min(count, CHUNK)];
    for (int done = 0; done < count; done += CHUNK) {
      int n = Math.min(CHUNK, count - done);
      bytes.get(chunk, 0, n);
      int at = from + done;
      if (unsigned) {
        for (int i = 0; i < n; i++) {
          into[at + i] = chunk[i] & BYTE_MASK;
        }
      } else {
        for (int i = 0; i < n; i++) {
          into[at + i] = chunk[i];
        }
      }
    }
  }

  private static void decodeShorts(
      boolean unsigned, ByteBuffer bytes, double[] into, int from, int count) {
    var view = bytes.asShortBuffer();
    short[] chunk = new short[Math.min(count, CHUNK)];
    for (int done = 0; done < count; done += CHUNK) {
      int n = Math.min(CHUNK, count - done);
      view.get(chunk, 0, n);
      int at = from + done;
      if (unsigned) {
        for (int i = 0; i < n; i++) {
          into[at + i] = (char) chunk[i];
        }
      } else {
        for (int i = 0; i < n; i++) {
          into[at + i] = chunk[i];
        }
      }
    }
  }

  private static void decodeInts(
      boolean unsigned, ByteBuffer bytes, double[] into, int from, int count) {
    var view = bytes.asIntBuffer();
    int[] chunk = new int[Math.min(count, CHUNK)];
    for (int done = 0; done < count; done += CHUNK) {
      int n = Math.min(CHUNK, count - done);
      view.get(chunk, 0, n);
      int at = from + done;
      if (unsigned) {
        for (int i = 0; i < n; i++) {
          into[at + i] = chunk[i] & INT_MASK;
        }
      } else {
        for (int i = 0; i < n; i++) {
          into[at + i] = chunk[i];
        }
      }
    }
  }

  private static void decodeLongs(
      boolean unsigned, ByteBuffer bytes, double[] into, int from, int count) {
    var view = bytes.asLongBuffer();
    long[] chunk = new long[Math.min(count, CHUNK)];
    for (int done = 0; done < count; done += CHUNK) {
      int n = Math.min(CHUNK, count - done);
      view.get(chunk, 0, n);
      int at = from + done;
      if (unsigned) {
        for (int i = 0; i < n; i++) {
          into[at + i] = unsignedToDouble(chunk[i]);
        }
      } else {
        for (int i = 0; i < n; i++) {
          into[at + i] = (double) chunk[i];
        }
      }
    }
  }

  private static void decodeFloats(ByteBuffer bytes, double[] into, int from, int count) {
    var view = bytes.asFloatBuffer();
    float[] chunk = new float[Math.min(count, CHUNK)];
    for (int done = 0; done < count; done += CHUNK) {
      int n = Math.min(CHUNK, count - done);
      view.get(chunk, 0, n);
      int at = from + done;
      for (int i = 0; i < n; i++) {
        into[at + i] = chunk[i];
      }
    }
  }

  /**
   * Halved when it would look negative; the bit lost is kept in the last, so that it still rounds.
   */
  private static double unsignedToDouble(long value) {
    return value >= 0 ? (double) value : 2.0 * (double) (value >>> 1 | (value & 1));
  }
}
