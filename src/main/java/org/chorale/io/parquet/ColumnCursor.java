package org.chorale.io.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Reads one column of a row group from top to bottom, as many rows at a time as asked for. */
public final class ColumnCursor {
  private final RowGroup group;
  private final int column;
  private final PrimitiveType type;
  private final int present;
  private ColumnReader reader;
  private DoublePages doubles;

  ColumnCursor(RowGroup group, int column, ColumnDescriptor descriptor) {
    this.group = group;
    this.column = column;
    this.type = descriptor.getPrimitiveType();
    this.present = descriptor.getMaxDefinitionLevel();
  }

  /**
   * The next rows of a numeric column: row r goes to {@code into[offset + r*stride]}, NaN if null.
   *
   * @throws IllegalArgumentException if the column is not numeric
   */
  public void readDoubles(int rows, double[] into, int offset, int stride) {
    if (reader == null && doubles == null && group.hasDoublePages(column)) {
      doubles = group.doublePages(column);
    }
    if (doubles != null) {
      doubles.read(rows, into, offset, stride);
      return;
    }
    begin();
    Current current = currentOf(type);
    for (int row = 0, at = offset; row < rows; row++, at += stride) {
      into[at] = reader.getCurrentDefinitionLevel() == present ? current.of(reader) : Double.NaN;
      reader.consume();
    }
  }

  /**
   * The next rows of an INT64 or INT32 column.
   *
   * @throws IllegalStateException if a value is missing
   */
  public void readLongs(int rows, long[] into) {
    begin();
    for (int row = 0; row < rows; row++) {
      if (reader.getCurrentDefinitionLevel() != present) {
        throw new IllegalStateException(
            "column '" + type.getName() + "': value " + row + " is missing");
      }
      into[row] =
          type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.INT32
              ? reader.getInteger()
              : reader.getLong();
      reader.consume();
    }
  }

  /** The next rows of any column as PLAIN cells, null for missing. */
  public void readCells(int rows, byte[][] into) {
    begin();
    for (int row = 0; row < rows; row++) {
      into[row] = reader.getCurrentDefinitionLevel() == present ? cell() : null;
      reader.consume();
    }
  }

  private void begin() {
    if (reader == null) {
      reader = group.columnReader(column);
    }
  }

  private byte[] cell() {
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> new byte[] {(byte) (reader.getBoolean() ? 1 : 0)};
      case INT32 -> bytes(4).putInt(reader.getInteger()).array();
      case INT64 -> bytes(8).putLong(reader.getLong()).array();
      case FLOAT -> bytes(4).putFloat(reader.getFloat()).array();
      case DOUBLE -> bytes(8).putDouble(reader.getDouble()).array();
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> reader.getBinary().getBytes();
    };
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private interface Current {
    double of(ColumnReader reader);
  }

  private static Current currentOf(PrimitiveType type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (!CellType.of(type).isNumeric()) {
      throw new IllegalArgumentException("column " + type + " is not numeric");
    }
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return decimalOf(type, decimal.getScale());
    }
    boolean unsigned = logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned();
    return switch (type.getPrimitiveTypeName()) {
      case DOUBLE -> ColumnReader::getDouble;
      case FLOAT -> ColumnReader::getFloat;
      case INT32 ->
          unsigned ? r -> Integer.toUnsignedLong(r.getInteger()) : ColumnReader::getInteger;
      default -> unsigned ? r -> unsigned(r.getLong()) : ColumnReader::getLong;
    };
  }

  private static Current decimalOf(PrimitiveType type, int scale) {
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> r -> BigDecimal.valueOf(r.getInteger(), scale).doubleValue();
      case INT64 -> r -> BigDecimal.valueOf(r.getLong(), scale).doubleValue();
      default -> r -> new BigDecimal(new BigInteger(r.getBinary().getBytes()), scale).doubleValue();
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : new BigInteger(Long.toUnsignedString(bits)).doubleValue();
  }
}
