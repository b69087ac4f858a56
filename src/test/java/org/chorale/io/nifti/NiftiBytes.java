package org.chorale.io.nifti;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/**
 * NIfTI files made byte by byte, with the offsets of {@code nifti1.h} and {@code nifti2.h} written
 * out once more: they share nothing with the code under test.
 */
public final class NiftiBytes {
  public static final int INT8 = 256;
  public static final int UINT8 = 2;
  public static final int INT16 = 4;
  public static final int UINT16 = 512;
  public static final int INT32 = 8;
  public static final int UINT32 = 768;
  public static final int INT64 = 1024;
  public static final int UINT64 = 1280;
  public static final int FLOAT32 = 16;
  public static final int FLOAT64 = 64;

  private final int version;
  private final ByteBuffer header;
  private int datatype;

  /** A single file with one volume of 3 × 2 × 2 float32 and nothing said of its place. */
  public NiftiBytes(int version, ByteOrder order) {
    this.version = version;
    this.header = ByteBuffer.allocate(version == 1 ? 348 : 540).order(order);
    header.putInt(0, version == 1 ? 348 : 540);
    magic(version == 1 ? "n+1" : "n+2");
    dim(3, 3, 2, 2);
    pixdim(1, 1, 1, 1);
    datatype(FLOAT32);
    voxOffset(version == 1 ? 352 : 544);
  }

  static NiftiBytes little() {
    return new NiftiBytes(1, ByteOrder.LITTLE_ENDIAN);
  }

  NiftiBytes magic(String magic) {
    int at = version == 1 ? 344 : 4;
    header.put(at, magic.getBytes(StandardCharsets.US_ASCII));
    if (version == 2) {
      header.put(at + 4, new byte[] {0x0d, 0x0a, 0x1a, 0x0a});
    }
    return this;
  }

  /** All numbers from {@code dim[0]} on. */
  public NiftiBytes dim(long... dim) {
    for (int d = 0; d < dim.length; d++) {
      if (version == 1) {
        header.putShort(40 + 2 * d, (short) dim[d]);
      } else {
        header.putLong(16 + 8 * d, dim[d]);
      }
    }
    return this;
  }

  /** All numbers from {@code pixdim[0]}, qfac, on. */
  NiftiBytes pixdim(double... pixdim) {
    return reals(76, 104, pixdim);
  }

  NiftiBytes scaling(double slope, double inter) {
    return reals(112, 176, slope, inter);
  }

  NiftiBytes datatype(int code) {
    datatype = code;
    header.putShort(version == 1 ? 70 : 12, (short) code);
    return this;
  }

  NiftiBytes voxOffset(double offset) {
    if (version == 1) {
      header.putFloat(108, (float) offset);
    } else {
      header.putLong(168, (long) offset);
    }
    return this;
  }

  NiftiBytes sform(int code, double... rows) {
    return code(254, 348, code).reals(280, 400, rows);
  }

  NiftiBytes qform(int code, double b, double c, double d, double x, double y, double z) {
    return code(252, 344, code).reals(256, 352, b, c, d, x, y, z);
  }

  NiftiBytes intent(int code, String name) {
    header.put(version == 1 ? 328 : 508, name.getBytes(StandardCharsets.US_ASCII));
    return code(68, 504, code);
  }

  NiftiBytes units(int units) {
    if (version == 1) {
      header.put(123, (byte) units);
    } else {
      header.putInt(500, units);
    }
    return this;
  }

  NiftiBytes description(String text) {
    header.put(version == 1 ? 148 : 240, text.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  NiftiBytes calibration(double max, double min) {
    return reals(124, 192, max, min);
  }

  NiftiBytes glmin(int value) {
    header.putInt(144, value);
    return this;
  }

  private NiftiBytes code(int offset1, int offset2, int code) {
    if (version == 1) {
      header.putShort(offset1, (short) code);
    } else {
      header.putInt(offset2, code);
    }
    return this;
  }

  private NiftiBytes reals(int offset1, int offset2, double... values) {
    for (int i = 0; i < values.length; i++) {
      if (version == 1) {
        header.putFloat(offset1 + 4 * i, (float) values[i]);
      } else {
        header.putDouble(offset2 + 8 * i, values[i]);
      }
    }
    return this;
  }

  byte[] header() {
    return header.array().clone();
  }

  /** Values as they are stored. */
  byte[] values(Number... values) {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(header.order());
    for (Number value : values) {
      switch (datatype) {
        case INT8, UINT8 -> data.put(value.byteValue());
        case INT16, UINT16 -> data.putShort(value.shortValue());
        case INT32, UINT32 -> data.putInt(value.intValue());
        case INT64, UINT64 -> data.putLong(value.longValue());
        case FLOAT32 -> data.putFloat(value.floatValue());
        default -> data.putDouble(value.doubleValue());
      }
    }
    byte[] bytes = new byte[data.position()];
    data.flip().get(bytes);
    return bytes;
  }

  /** Header, no extension, values. */
  public byte[] file(Number... values) {
    return joined(header(), new byte[4], values(values));
  }

  /** Values 0, 1, 2, …, as a file. */
  public byte[] counting(int count) {
    Number[] values = new Number[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return file(values);
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  /** One gzip member. */
  public static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
