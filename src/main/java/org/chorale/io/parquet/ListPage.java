package org.chorale.io.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.statistics.DoubleStatistics;
import org.apache.parquet.column.statistics.FloatStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/**
 * A data page with one list of numbers: repetition levels (a zero, then ones), definition levels
 * (ones), the elements as they lie in memory.
 *
 * @param bytes of the page
 * @param statistics of its elements; NaN if all are
 * @param valueBytes bytes of the elements
 */
record ListPage(BytesInput bytes, Statistics<?> statistics, int valueBytes) {

  /** A page of the elements that begin at a position; float or double. */
  static ListPage of(PrimitiveType type, ByteBuffer plain, int position, int elements) {
    boolean isFloat = type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.FLOAT;
    int bytes = elements * (isFloat ? Float.BYTES : Double.BYTES);
    ByteBuffer values = plain.slice(position, bytes).order(ByteOrder.LITTLE_ENDIAN);
    return new ListPage(
        BytesInput.concat(BytesInput.from(levels(elements)), BytesInput.from(values.duplicate())),
        isFloat ? floats(type, values, elements) : doubles(type, values, elements),
        bytes);
  }

  /** Bytes of the levels of so many elements. */
  static int levelBytes(int elements) {
    return levels(elements).remaining();
  }

  private static ByteBuffer levels(int elements) {
    ByteBuffer levels = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    int repetition = begin(levels);
    run(levels, 1, 0);
    if (elements > 1) {
      run(levels, elements - 1, 1);
    }
    end(levels, repetition);
    int definition = begin(levels);
    run(levels, elements, 1);
    end(levels, definition);
    return levels.flip();
  }

  private static int begin(ByteBuffer levels) {
    levels.putInt(0);
    return levels.position();
  }

  private static void end(ByteBuffer levels, int start) {
    levels.putInt(start - Integer.BYTES, levels.position() - start);
  }

  /** A run of equal levels in the hybrid encoding: its length as a varint, then the level. */
  private static void run(ByteBuffer levels, int length, int level) {
    int header = length << 1;
    while ((header & ~0x7f) != 0) {
      levels.put((byte) ((header & 0x7f) | 0x80));
      header >>>= 7;
    }
    levels.put((byte) header).put((byte) level);
  }

  private static Statistics<?> floats(PrimitiveType type, ByteBuffer values, int elements) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (int v = 0; v < elements; v++) {
      float value = values.getFloat(v * Float.BYTES);
      min = value < min ? value : min;
      max = value > max ? value : max;
    }
    FloatStatistics statistics = (FloatStatistics) Statistics.createStats(type);
    statistics.incrementNumNulls(0);
    boolean none = min > max;
    // The format's rule: a zero bound covers zeros of both signs.
    statistics.setMinMax(
        none ? Float.NaN : min == 0 ? -0.0f : min, none ? Float.NaN : max == 0 ? 0.0f : max);
    return statistics;
  }

  private static Statistics<?> doubles(PrimitiveType type, ByteBuffer values, int elements) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int v = 0; v < elements; v++) {
      double value = values.getDouble(v * Double.BYTES);
      min = value < min ? value : min;
      max = value > max ? value : max;
    }
    DoubleStatistics statistics = (DoubleStatistics) Statistics.createStats(type);
    statistics.incrementNumNulls(0);
    boolean none = min > max;
    statistics.setMinMax(
        none ? Double.NaN : min == 0 ? -0.0 : min, none ? Double.NaN : max == 0 ? 0.0 : max);
    return statistics;
  }
}
