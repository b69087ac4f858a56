package org.chorale.io.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;

/** Cells as text. */
final class CellText {
  /** Integral doubles below this are written digit by digit: above, neighbours are 2 apart. */
  private static final double EXACT_INTEGERS = 1L << 53;

  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
  private static final long SECONDS_PER_DAY = 86_400;

  private CellText() {}

  static String of(PrimitiveType type, byte[] cell) {
    ByteBuffer bytes = ByteBuffer.wrap(cell).order(ByteOrder.LITTLE_ENDIAN);
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> Boolean.toString(cell[0] != 0);
      case INT32 -> type.stringifier().stringify(bytes.getInt());
      case INT64 -> type.stringifier().stringify(bytes.getLong());
      case FLOAT -> number(bytes.getFloat());
      case DOUBLE -> number(bytes.getDouble());
      case INT96 -> dateTime(bytes);
      case BINARY ->
          type.getLogicalTypeAnnotation() == null ? untyped(type, cell) : binary(type, cell);
      case FIXED_LEN_BYTE_ARRAY -> binary(type, cell);
    };
  }

  private static String number(float value) {
    return isInteger(value) ? Long.toString((long) value) : Float.toString(value);
  }

  private static String number(double value) {
    return isInteger(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static boolean isInteger(double value) {
    return Math.abs(value) < EXACT_INTEGERS && value == Math.rint(value);
  }

  private static String binary(PrimitiveType type, byte[] cell) {
    return type.stringifier().stringify(Binary.fromConstantByteArray(cell));
  }

  /** Old writers leave text unmarked: it is text if it reads as UTF-8. */
  private static String untyped(PrimitiveType type, byte[] cell) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(cell)).toString();
    } catch (CharacterCodingException notText) {
      return binary(type, cell);
    }
  }

  /** The old timestamp of Hive, Impala and Spark: nanoseconds of the day, then the Julian day. */
  private static String dateTime(ByteBuffer bytes) {
    long nanos = bytes.getLong();
    long day = bytes.getInt() - JULIAN_DAY_OF_EPOCH;
    Instant instant = Instant.ofEpochSecond(day * SECONDS_PER_DAY, nanos);
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
  }
}
