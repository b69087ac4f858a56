package org.chorale.io.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.statistics.DoubleStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;

/**
 * One data page under construction: definition levels, then the values that are present, PLAIN.
 * Buffers are kept from page to page.
 */
final class PlainPage {
  private static final int LEVELS_BUFFER_BYTES = 1 << 12;
  private static final int LEVELS_MAX_BYTES = 1 << 24;
  private static final ByteBufferAllocator HEAP = HeapByteBufferAllocator.getInstance();

  private ByteBuffer body = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
  private double[] observed = new double[0];
  private Statistics<?> statistics;
  private BytesInput levels = BytesInput.empty();
  private final RunLengthBitPackingHybridEncoder present =
      new RunLengthBitPackingHybridEncoder(1, LEVELS_BUFFER_BYTES, LEVELS_MAX_BYTES, HEAP);

  /** Rows {@code from} to {@code to} of a strided column of doubles, NaN missing. */
  void encodeDoubles(PrimitiveType type, double[] values, int offset, int stride, int from, int to)
      throws IOException {
    int rows = to - from;
    if (observed.length < rows) {
      observed = new double[rows];
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    int count = 0;
    int at = offset + from * stride;
    for (int row = 0; row < rows; row++, at += stride) {
      double value = values[at];
      observed[count] = value;
      // A NaN is overwritten by the next value.
      count += Double.isNaN(value) ? 0 : 1;
      min = value < min ? value : min;
      max = value > max ? value : max;
    }
    begin(type, 8 * rows);
    body.asDoubleBuffer().put(observed, 0, count);
    body.position(8 * count);
    statistics.incrementNumNulls(rows - count);
    if (count > 0) {
      // The format's rule: a zero bound covers zeros of both signs.
      ((DoubleStatistics) statistics).setMinMax(min == 0 ? -0.0 : min, max == 0 ? 0.0 : max);
    }
    if (type.isRepetition(PrimitiveType.Repetition.REQUIRED)) {
      refuseMissing(rows - count, type);
    } else if (count == rows) {
      levels = allPresent(rows);
    } else {
      present.reset();
      for (int row = 0, cell = offset + from * stride; row < rows; row++, cell += stride) {
        present.writeInt(Double.isNaN(values[cell]) ? 0 : 1);
      }
      levels = someMissing();
    }
  }

  /** Rows {@code from} to {@code to} of a column of longs, none missing. */
  void encodeLongs(PrimitiveType type, long[] values, int from, int to) {
    begin(type, 8 * (to - from));
    for (int row = from; row < to; row++) {
      body.putLong(values[row]);
      statistics.updateStats(values[row]);
    }
    encodeAllPresent(type, to - from);
  }

  /** Rows {@code from} to {@code to} of a column of ints, none missing. */
  void encodeInts(PrimitiveType type, int[] values, int from, int to) {
    begin(type, 4 * (to - from));
    for (int row = from; row < to; row++) {
      body.putInt(values[row]);
      statistics.updateStats(values[row]);
    }
    encodeAllPresent(type, to - from);
  }

  /** Rows {@code from} to {@code to} of a column of cells, null missing. */
  void encodeCells(PrimitiveType type, byte[][] cells, int from, int to) throws IOException {
    long bytes = 0;
    present.reset();
    for (int row = from; row < to; row++) {
      bytes += cells[row] == null ? 0 : 4L + cells[row].length;
      present.writeInt(cells[row] == null ? 0 : 1);
    }
    begin(type, Math.toIntExact(bytes));
    int missing = 0;
    int stored = 0;
    for (int row = from; row < to; row++) {
      if (cells[row] == null) {
        missing++;
      } else {
        put(type, cells[row], stored++);
      }
    }
    statistics.incrementNumNulls(missing);
    if (type.isRepetition(PrimitiveType.Repetition.REQUIRED)) {
      refuseMissing(missing, type);
    } else if (missing == 0) {
      levels = allPresent(to - from);
    } else {
      levels = someMissing();
    }
  }

  BytesInput bytes() {
    body.flip();
    return BytesInput.concat(levels, BytesInput.from(body));
  }

  Statistics<?> statistics() {
    return statistics;
  }

  private void begin(PrimitiveType type, int bytes) {
    if (body.capacity() < bytes) {
      int capacity = (int) Math.min(Integer.MAX_VALUE - 8, bytes + (long) bytes / 4);
      body = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }
    body.clear();
    statistics = Statistics.createStats(type);
    levels = BytesInput.empty();
  }

  private void encodeAllPresent(PrimitiveType type, int rows) {
    statistics.incrementNumNulls(0);
    if (!type.isRepetition(PrimitiveType.Repetition.REQUIRED)) {
      levels = allPresent(rows);
    }
  }

  private void put(PrimitiveType type, byte[] cell, int position) {
    if (type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BOOLEAN) {
      putBit(cell[0] != 0, position);
      statistics.updateStats(cell[0] != 0);
      return;
    }
    if (type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY) {
      body.putInt(cell.length);
    }
    int at = body.position();
    body.put(cell);
    switch (type.getPrimitiveTypeName()) {
      case INT32 -> statistics.updateStats(body.getInt(at));
      case INT64 -> statistics.updateStats(body.getLong(at));
      case FLOAT -> statistics.updateStats(body.getFloat(at));
      case DOUBLE -> statistics.updateStats(body.getDouble(at));
      default -> statistics.updateStats(Binary.fromConstantByteArray(cell));
    }
  }

  /** Booleans are packed eight to a byte, the first in the lowest bit. */
  private void putBit(boolean bit, int position) {
    if (position % 8 == 0) {
      body.put((byte) 0);
    }
    if (bit) {
      int at = body.position() - 1;
      body.put(at, (byte) (body.get(at) | 1 << position % 8));
    }
  }

  private static void refuseMissing(int missing, PrimitiveType type) {
    if (missing > 0) {
      throw new IllegalArgumentException(
          "required column '" + type.getName() + "' got " + missing + " missing values");
    }
  }

  /** Levels of a page without a missing value: their length, then one run of ones. */
  private static BytesInput allPresent(int rows) {
    ByteBuffer run = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    run.putInt(0);
    int header = rows << 1;
    while ((header & ~0x7f) != 0) {
      run.put((byte) ((header & 0x7f) | 0x80));
      header >>>= 7;
    }
    run.put((byte) header).put((byte) 1);
    run.putInt(0, run.position() - 4).flip();
    return BytesInput.from(run);
  }

  /** Levels of a page in which some values are missing; good until the next page begins. */
  private BytesInput someMissing() throws IOException {
    BytesInput encoded = present.toBytes();
    return BytesInput.concat(
        BytesInput.from(BytesUtils.intToBytes(Math.toIntExact(encoded.size()))), encoded);
  }
}
