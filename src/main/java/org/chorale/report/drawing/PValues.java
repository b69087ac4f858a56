package org.chorale.report.drawing;

import java.util.Collections;
import java.util.List;

/**
 * A histogram of p values on paper of 100 × 32.
 *
 * @param bars path of all bars
 * @param uniform height at which all bars would end if no feature had an effect
 * @param firstShare of the features in the first bin
 */
public record PValues(String bars, String uniform, double firstShare) {
  private static final double WIDTH = 100;
  private static final double HEIGHT = 32;

  /**
   * Draws it.
   *
   * @param counts by bin
   * @param other histogram on the same scale, or null
   */
  public static PValues of(List<Long> counts, List<Long> other) {
    double total = counts.stream().mapToLong(Long::longValue).sum();
    if (total == 0) {
      return new PValues("", Scale.text(HEIGHT), Double.NaN);
    }
    double most = Math.max(largestShare(counts), other == null ? 0 : largestShare(other));
    double width = WIDTH / counts.size();
    StringBuilder bars = new StringBuilder();
    for (int bin = 0; bin < counts.size(); bin++) {
      double height = counts.get(bin) / total / most * HEIGHT;
      if (height > 0) {
        bars.append('M').append(Scale.text(bin * width + width * 0.1)).append(" 32v-");
        // A feature more than none is seen.
        bars.append(Scale.text(Math.max(height, 0.5)));
        bars.append('h').append(Scale.text(width * 0.8)).append("V32Z");
      }
    }
    double even = 1.0 / counts.size() / most * HEIGHT;
    return new PValues(bars.toString(), Scale.text(HEIGHT - even), counts.get(0) / total);
  }

  private static double largestShare(List<Long> counts) {
    double total = counts.stream().mapToLong(Long::longValue).sum();
    return total == 0 ? 0 : Collections.max(counts) / total;
  }
}
