package org.chorale.report.drawing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.DoubleStream;

/**
 * A linear scale from values to paper.
 *
 * @param low value at 0
 * @param high value at {@code length}
 * @param length on paper
 */
record Scale(double low, double high, double length) {
  /** Over the finite ones of some values; around the value if there is one only. */
  static Scale over(DoubleStream values, double length) {
    var range = values.filter(Double::isFinite).summaryStatistics();
    if (range.getCount() == 0) {
      return new Scale(0, 1, length);
    }
    return range.getMin() < range.getMax()
        ? new Scale(range.getMin(), range.getMax(), length)
        : new Scale(range.getMin() - 0.5, range.getMin() + 0.5, length);
  }

  /** Where a value lies, kept on the paper. */
  double at(double value) {
    return Math.max(0, Math.min(length, (value - low) / (high - low) * length));
  }

  /** A coordinate as SVG writes it, with one decimal. */
  static String text(double coordinate) {
    return BigDecimal.valueOf(coordinate)
        .setScale(1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
