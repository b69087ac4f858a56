package org.chorale.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Images of a small study, made byte by byte: an ellipsoid of values around a mean of the scan's
 * own in a grid of zeros.
 */
final class StudyImages {
  static final int[] SHAPE = {7, 6, 5};
  static final int VOXELS = SHAPE[0] * SHAPE[1] * SHAPE[2];
  static final int INT16 = 4;
  static final int FLOAT32 = 16;
  static final int COMPLEX = 32;
  static final int FLOAT64 = 64;
  static final int RGB = 128;

  private StudyImages() {}

  /** Whether a voxel is in the ellipsoid. */
  static boolean isInside(int voxel) {
    double x = (voxel % SHAPE[0] - 3) / 3.2;
    double y = (voxel / SHAPE[0] % SHAPE[1] - 2.5) / 2.7;
    double z = (voxel / SHAPE[0] / SHAPE[1] - 2) / 2.2;
    return x * x + y * y + z * z < 1;
  }

  static double[] scan(long seed) {
    Random random = new Random(seed);
    double[] values = new double[VOXELS];
    for (int v = 0; v < VOXELS; v++) {
      double value = (float) (5 + seed + random.nextGaussian());
      values[v] = isInside(v) ? value : 0;
    }
    return values;
  }

  /** A file of one or more volumes; compressed if its name says so. */
  static Path write(Path file, int datatype, double[]... volumes) {
    return write(file, header(datatype, volumes.length, 1, 0, 0), datatype, volumes);
  }

  /** A file whose integers mean {@code slope · s + inter}. */
  static Path writeScaled(Path file, double slope, double inter, double[] stored) {
    return write(file, header(INT16, 1, slope, inter, 0), INT16, stored);
  }

  /** A file that lies so many millimetres further to the right. */
  static Path writeShifted(Path file, double shift, double[] values) {
    return write(file, header(FLOAT32, 1, 1, 0, shift), FLOAT32, values);
  }

  private static byte[] header(
      int datatype, int volumes, double slope, double inter, double shift) {
    ByteBuffer header = ByteBuffer.allocate(352).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0, 348);
    int[] dim = {volumes > 1 ? 4 : 3, SHAPE[0], SHAPE[1], SHAPE[2], volumes, 1, 1, 1};
    for (int d = 0; d < dim.length; d++) {
      header.putShort(40 + 2 * d, (short) dim[d]);
      header.putFloat(76 + 4 * d, d < 4 ? 2 : 1);
    }
    header.putShort(70, (short) datatype);
    header.putShort(72, (short) (8 * bytes(datatype)));
    header.putFloat(108, 352);
    header.putFloat(112, (float) slope);
    header.putFloat(116, (float) inter);
    header.putShort(254, (short) 4);
    for (int row = 0; row < 3; row++) {
      header.putFloat(280 + 20 * row, 2);
    }
    header.putFloat(292, (float) (-90 + shift));
    header.put(344, "n+1".getBytes(StandardCharsets.US_ASCII));
    return header.array();
  }

  private static int bytes(int datatype) {
    return switch (datatype) {
      case INT16 -> 2;
      case RGB -> 3;
      case FLOAT32 -> 4;
      default -> 8;
    };
  }

  private static Path write(Path file, byte[] header, int datatype, double[]... volumes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header);
    for (double[] volume : volumes) {
      int size = bytes(datatype);
      ByteBuffer values = ByteBuffer.allocate(size * volume.length).order(ByteOrder.LITTLE_ENDIAN);
      for (int v = 0; v < volume.length; v++) {
        switch (datatype) {
          case INT16 -> values.putShort(size * v, (short) volume[v]);
          case FLOAT32 -> values.putFloat(size * v, (float) volume[v]);
          case FLOAT64 -> values.putDouble(size * v, volume[v]);
          default -> values.put(size * v, (byte) volume[v]);
        }
      }
      bytes.writeBytes(values.array());
    }
    return write(file, bytes.toByteArray());
  }

  /** Writes bytes; compressed if the file's name says so. */
  static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      boolean compressed = file.toString().endsWith("z");
      return Files.write(file, compressed ? gzip(bytes) : bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  /** The first bytes of a file alone are left. */
  static void truncate(Path file, int bytes) {
    try {
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
