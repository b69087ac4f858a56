package org.chorale.stats.compare;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/**
 * Upper tails of the distributions of test statistics.
 *
 * <p>From the regularised incomplete beta and gamma functions, not as 1 − a distribution function:
 * a p-value of 1e-200 keeps its digits. Below the smallest double it is 0. NaN for a statistic that
 * is NaN or degrees of freedom that aren't positive.
 */
public final class Tails {
  private Tails() {}

  /** P(χ² with {@code df} degrees of freedom ≥ x) = Q(df/2, x/2). */
  public static double chiSquare(double x, double df) {
    if (Double.isNaN(x) || !(df > 0)) {
      return Double.NaN;
    }
    if (x <= 0) {
      return 1;
    }
    return x == Double.POSITIVE_INFINITY ? 0 : Gamma.regularizedGammaQ(df / 2, x / 2);
  }

  /**
   * P(F ≥ f) = I_x(df2/2, df1/2) at x = df2/(df2 + df1·f).
   *
   * @param df1 degrees of freedom of the numerator
   * @param df2 of the denominator
   */
  public static double f(double f, double df1, double df2) {
    if (Double.isNaN(f) || !(df1 > 0) || !(df2 > 0)) {
      return Double.NaN;
    }
    if (f <= 0) {
      return 1;
    }
    return Beta.regularizedBeta(df2 / (df2 + df1 * f), df2 / 2, df1 / 2);
  }

  /** P(|T| ≥ |t|), two-sided: T² is F with 1 and {@code df} degrees of freedom. */
  public static double twoSidedT(double t, double df) {
    return f(t * t, 1, df);
  }
}
