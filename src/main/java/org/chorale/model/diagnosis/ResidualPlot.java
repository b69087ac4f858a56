package org.chorale.model.diagnosis;

import java.util.List;

/**
 * Residuals by site, covariates taken off and site left in.
 *
 * @param title a feature's name, or what was averaged
 * @param unit of the values
 * @param boxes of every site, in the order of {@link Diagnosis#sites}
 */
public record ResidualPlot(String title, String unit, BeforeAfter<List<Box>> boxes) {
  /**
   * What a box plot shows: quartiles, and whiskers to the farthest value within 1.5 interquartile
   * ranges (Tukey).
   *
   * @param low end of the lower whisker
   * @param q1 lower quartile
   * @param median of the values
   * @param q3 upper quartile
   * @param high end of the upper whisker
   * @param outliers values beyond, at most some dozen
   */
  public record Box(
      double low, double q1, double median, double q3, double high, List<Double> outliers) {}
}
