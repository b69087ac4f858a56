package org.chorale.report.words;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers for people: few digits, a dash for what does not exist. */
public final class Numbers {
  /** What stands for NaN. */
  public static final String NONE = "–";

  private static final char NARROW_SPACE = '\u202f';
  private static final char SPACE = '\u00a0';
  private static final char MINUS = '\u2212';
  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
  private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);

  private Numbers() {}

  /**
   * Three significant digits, zeros too; whole numbers from a thousand on; powers of ten outside
   * 10⁻³…10⁶.
   */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : MINUS + "∞";
    }
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(THREE_DIGITS);
    if (size < 1e-3 || size >= 1e6) {
      return signed(scientific(rounded));
    }
    if (size >= 1e3) {
      return signed(grouped(new BigDecimal(value).setScale(0, RoundingMode.HALF_UP)));
    }
    int missing = THREE_DIGITS.getPrecision() - rounded.precision();
    return signed(rounded.setScale(rounded.scale() + missing).toPlainString());
  }

  /** Two significant digits, for narrow places. */
  public static String brief(double value) {
    if (!Double.isFinite(value) || Math.abs(value) >= 1000) {
      return number(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(TWO_DIGITS);
    return rounded.signum() == 0 || Math.abs(value) < 1e-3 ? "0" : signed(rounded.toPlainString());
  }

  /** A number of things. */
  public static String count(long value) {
    return signed(grouped(BigDecimal.valueOf(value)));
  }

  /** A number of things with their noun, which gets an s but for one. */
  public static String count(long value, String noun) {
    return count(value) + SPACE + (value == 1 ? noun : noun + "s");
  }

  /** A share of 1 as percent. What is not quite none or all does not look like it. */
  public static String percent(double share) {
    if (Double.isNaN(share)) {
      return NONE;
    }
    String text;
    if (share > 0 && share < 0.001) {
      text = "<0.1";
    } else if (share < 1 && share >= 0.995) {
      text = ">99";
    } else if (share < 0.0995 && share > 0) {
      text = stripped(BigDecimal.valueOf(share * 100).setScale(1, RoundingMode.HALF_UP));
    } else {
      text = BigDecimal.valueOf(share * 100).setScale(0, RoundingMode.HALF_UP).toPlainString();
    }
    return text + SPACE + "%";
  }

  /** A p value: two digits, or below a thousandth. */
  public static String p(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    if (value < 0.001) {
      return "<0.001";
    }
    return BigDecimal.valueOf(value).round(TWO_DIGITS).toPlainString();
  }

  private static String signed(String text) {
    return text.startsWith("-") ? MINUS + text.substring(1) : text;
  }

  private static String stripped(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  private static String grouped(BigDecimal whole) {
    StringBuilder digits = new StringBuilder(whole.toPlainString());
    int first = whole.signum() < 0 ? 1 : 0;
    for (int at = digits.length() - 3; at > first; at -= 3) {
      digits.insert(at, NARROW_SPACE);
    }
    return digits.toString();
  }

  private static String scientific(BigDecimal rounded) {
    int exponent = rounded.precision() - rounded.scale() - 1;
    String mantissa = stripped(rounded.movePointLeft(exponent));
    return mantissa + " × 10" + superscript(exponent);
  }

  private static String superscript(int exponent) {
    StringBuilder text = new StringBuilder();
    for (char digit : Integer.toString(exponent).toCharArray()) {
      text.append(digit == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0'));
    }
    return text.toString();
  }
}
