package org.chorale.io.table;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.util.Locale;

/** The number in a text cell. */
final class CellNumber {
  /** The cell is missing. */
  static final double MISSING = Double.NaN;

  /** The cell is neither a number nor missing: a NaN with a mark of its own. */
  static final double TEXT = Double.longBitsToDouble(0x7ff8_0000_0000_7e87L);

  private static final long TEXT_BITS = 0x7ff8_0000_0000_7e87L;
  private static final int LONGEST_WORD = "-infinity".length();

  private CellNumber() {}

  /** Whether a NaN that {@link #parse} gave means text. */
  static boolean isText(double nan) {
    return Double.doubleToRawLongBits(nan) == TEXT_BITS;
  }

  /** A decimal number, {@link #MISSING} or {@link #TEXT}; blanks around it don't matter. */
  static double parse(char[] buffer, int offset, int length) {
    int from = offset;
    int to = offset + length;
    while (from < to && buffer[from] <= ' ') {
      from++;
    }
    while (from < to && buffer[to - 1] <= ' ') {
      to--;
    }
    if (from == to) {
      return MISSING;
    }
    char last = buffer[to - 1];
    if ((last >= '0' && last <= '9') || (last == '.' && to - from > 1)) {
      return decimal(buffer, from, to - from);
    }
    return to - from > LONGEST_WORD ? TEXT : word(new String(buffer, from, to - from));
  }

  static double parse(String text) {
    return parse(text.toCharArray(), 0, text.length());
  }

  /** The trimmed text of a role, or null if it means missing. */
  static String role(String text) {
    String trimmed = text.trim();
    boolean missing =
        trimmed.length() <= 3 && Double.isNaN(word(trimmed)) && !isText(word(trimmed));
    return missing ? null : trimmed;
  }

  private static double decimal(char[] buffer, int from, int length) {
    // Java takes hexadecimal floats, too; a person who writes 0x10 doesn't mean a measurement.
    boolean hexadecimal =
        length > 2 && ((buffer[from + 1] | ' ') == 'x' || (buffer[from + 2] | ' ') == 'x');
    if (hexadecimal) {
      return TEXT;
    }
    try {
      return JavaDoubleParser.parseDouble(buffer, from, length);
    } catch (NumberFormatException notDecimal) {
      return TEXT;
    }
  }

  private static double word(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "", "na", "n/a", "nan", "." -> MISSING;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> TEXT;
    };
  }
}
