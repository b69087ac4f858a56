package org.chorale.stats.compare;

import java.util.Arrays;

/**
 * The distribution of Q = Σ_j λ_j χ²(n_j), a weighted sum of independent χ² variables with weights
 * of either sign.
 *
 * <p>By inversion of the moment generating function M(s) = Π(1 − 2λ_j s)^{−n_j/2}:
 *
 * <pre>
 *   P(Q &gt; c) = (1/2πi) ∫ M(s) e^{−sc}/s ds
 * </pre>
 *
 * along a path that crosses the real axis at the saddle point between 0 and 1/(2 max λ), where the
 * integrand is as large as the result, so that tails of any size keep their digits: Rice 1980, SIAM
 * Journal on Scientific and Statistical Computing 1:438; Helstrom 1983, the same 4:353. Davies
 * 1980, Applied Statistics 29:323 (AS 155), inverts the same transform on the imaginary axis with
 * an absolute error that is asked for. A tail above one half is one minus the other one.
 *
 * <p>Some hundred logarithms per weight. Immutable.
 */
public final class QuadraticForm {
  /** A weight below this share of the largest is rounding of an eigenvalue that is 0. */
  private static final double NEGLIGIBLE = 1e-14;

  private final double unit;
  private final double[] lambda;
  private final double[] half;

  /**
   * A sum.
   *
   * @param lambda weights, finite; not kept
   * @param df n_j, degrees of freedom of each, positive; not kept
   * @throws IllegalArgumentException if lengths differ
   */
  public QuadraticForm(double[] lambda, double[] df) {
    if (lambda.length != df.length) {
      throw new IllegalArgumentException(
          "%d weights, %d degrees of freedom".formatted(lambda.length, df.length));
    }
    unit = Arrays.stream(lambda).map(Math::abs).max().orElse(0);
    int count = 0;
    double[] weights = new double[lambda.length];
    double[] halves = new double[lambda.length];
    for (int j = 0; j < lambda.length; j++) {
      if (Math.abs(lambda[j]) > NEGLIGIBLE * unit) {
        weights[count] = lambda[j] / unit;
        halves[count++] = df[j] / 2;
      }
    }
    this.lambda = Arrays.copyOf(weights, count);
    this.half = Arrays.copyOf(halves, count);
  }

  /** P(Q ≥ c); NaN if c is, or there is no weight other than 0. */
  public double upperTail(double c) {
    if (lambda.length == 0 || Double.isNaN(c)) {
      return Double.NaN;
    }
    double mean = 0;
    for (int j = 0; j < lambda.length; j++) {
      mean += 2 * half[j] * lambda[j];
    }
    double scaled = c / unit;
    return scaled >= mean ? tail(lambda, scaled) : 1 - tail(negated(lambda), -scaled);
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(x -> -x).toArray();
  }

  /** P(Q ≥ c) for c not below the mean. */
  private double tail(double[] weights, double c) {
    boolean neverPositive = Arrays.stream(weights).allMatch(weight -> weight < 0);
    if (c == Double.POSITIVE_INFINITY || (neverPositive && c >= 0)) {
      return 0;
    }
    return Math.min(1, new SaddlePath(weights, half, c).integral());
  }
}
