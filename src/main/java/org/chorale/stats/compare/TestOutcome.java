package org.chorale.stats.compare;

/**
 * What a test says of one feature.
 *
 * @param statistic χ² or F; infinite if what it divides by is 0 and what is divided isn't
 * @param df1 degrees of freedom, of the numerator for F
 * @param df2 degrees of freedom of the denominator; NaN for χ²
 * @param p probability of a statistic as large where nothing differs
 */
public record TestOutcome(double statistic, double df1, double df2, double p) {
  /** Not testable: one site, too few scans, or nothing varies. */
  public static final TestOutcome NONE =
      new TestOutcome(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** An F test; {@link #NONE} if the statistic is NaN or a degree of freedom isn't positive. */
  public static TestOutcome f(double statistic, double df1, double df2) {
    double p = Tails.f(statistic, df1, df2);
    return Double.isNaN(p) ? NONE : new TestOutcome(statistic, df1, df2, p);
  }

  /** A χ² test; {@link #NONE} if the statistic is NaN or the degrees of freedom aren't positive. */
  public static TestOutcome chiSquare(double statistic, double df) {
    double p = Tails.chiSquare(statistic, df);
    return Double.isNaN(p) ? NONE : new TestOutcome(statistic, df, Double.NaN, p);
  }
}
