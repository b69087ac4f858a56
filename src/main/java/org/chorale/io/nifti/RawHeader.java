package org.chorale.io.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a header, by field. */
final class RawHeader {
  /** Bytes of the header of version 1, which is also its first number. */
  static final int SIZE_1 = 348;

  /** Bytes of the header of version 2, which is also its first number. */
  static final int SIZE_2 = 540;

  /** Behind the header of a single file: bytes that say whether extensions follow. */
  static final int EXTENSION_FLAG = 4;

  /** Behind the magic of version 2: what a copy as text would change. */
  static final String LINE_ENDS = "\r\n\u001a\n";

  private final int version;
  private final byte[] array;
  private final ByteBuffer bytes;

  private RawHeader(int version, byte[] array, ByteOrder order) {
    this.version = version;
    this.array = array;
    this.bytes = ByteBuffer.wrap(array).order(order);
  }

  /** All zero but for its size, little-endian. */
  static RawHeader blank(int version) {
    int size = version == 1 ? SIZE_1 : SIZE_2;
    RawHeader blank = new RawHeader(version, new byte[size], ByteOrder.LITTLE_ENDIAN);
    blank.put(HeaderField.SIZE, 0, size);
    return blank;
  }

  /** Of bytes, kept; null if they begin with the size of neither version. */
  static RawHeader of(byte[] bytes) {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      int size = ByteBuffer.wrap(bytes).order(order).getInt(0);
      if (size == SIZE_1 || size == SIZE_2) {
        return new RawHeader(size == SIZE_1 ? 1 : 2, bytes, order);
      }
    }
    return null;
  }

  int version() {
    return version;
  }

  ByteOrder order() {
    return bytes.order();
  }

  /** Bytes that a header of this version has. */
  int size() {
    return version == 1 ? SIZE_1 : SIZE_2;
  }

  /** The bytes; not a copy. */
  byte[] bytes() {
    return array;
  }

  double number(HeaderField field, int index) {
    int at = field.offset(version, index);
    return switch (field.form(version)) {
      case FLOAT32 -> bytes.getFloat(at);
      case FLOAT64 -> bytes.getDouble(at);
      default -> integer(field, index);
    };
  }

  double number(HeaderField field) {
    return number(field, 0);
  }

  long integer(HeaderField field, int index) {
    int at = field.offset(version, index);
    return switch (field.form(version)) {
      case UINT8 -> Byte.toUnsignedInt(bytes.get(at));
      case INT16 -> bytes.getShort(at);
      case INT32 -> bytes.getInt(at);
      case INT64 -> bytes.getLong(at);
      default -> throw new IllegalArgumentException(field + " is no integer");
    };
  }

  long integer(HeaderField field) {
    return integer(field, 0);
  }

  /** Up to the first zero byte. */
  String text(HeaderField field) {
    int from = field.offset(version, 0);
    int end = from;
    while (end < from + field.count() && array[end] != 0) {
      end++;
    }
    return new String(array, from, end - from, StandardCharsets.ISO_8859_1);
  }

  /** A code or count that has no room in this version becomes 0, which means unknown. */
  void put(HeaderField field, int index, double value) {
    int at = field.offset(version, index);
    switch (field.form(version)) {
      case UINT8 -> bytes.put(at, value == (int) value ? (byte) value : 0);
      case INT16 -> bytes.putShort(at, value == (short) value ? (short) value : 0);
      case INT32 -> bytes.putInt(at, value == (int) value ? (int) value : 0);
      case INT64 -> bytes.putLong(at, (long) value);
      case FLOAT32 -> bytes.putFloat(at, (float) value);
      case FLOAT64 -> bytes.putDouble(at, value);
    }
  }

  void put(HeaderField field, double value) {
    put(field, 0, value);
  }

  /** ASCII, cut to the room there is. */
  void putText(HeaderField field, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < field.count(); i++) {
      put(field, i, i < ascii.length ? ascii[i] : 0);
    }
  }

  /** A field of another header, of any version and byte order. */
  void copy(HeaderField field, RawHeader from) {
    for (int i = 0; i < field.count(); i++) {
      put(field, i, from.number(field, i));
    }
  }
}
