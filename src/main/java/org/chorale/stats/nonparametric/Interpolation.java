package org.chorale.stats.nonparametric;

import java.util.function.DoubleUnaryOperator;

/**
 * How a weight is interpolated along one side of a cell, at the zeros of a Chebyshev polynomial.
 *
 * <p>A function F on [−1, 1] that is analytic within the ellipse with foci ±1 and half axes a = (ρ
 * + 1/ρ)/2, b = (ρ − 1/ρ)/2 is interpolated at p zeros with an error of at most
 *
 * <pre>
 *   4 M ρ^−(p−1) / (ρ − 1),   M = max |F| on the ellipse
 * </pre>
 *
 * (Trefethen 2013, Approximation Theory and Approximation Practice, theorem 8.2, for extrema; zeros
 * alias the same coefficients). The factor of M is never taken for less than rounding. Immutable.
 *
 * @param nodes p
 * @param rho ρ
 * @param fine whether accurate for all features but those with a steep flank there
 */
record Interpolation(int nodes, double rho, boolean fine) {
  /** More are not tried: a larger cell with more nodes costs as much. */
  static final int MOST_NODES = 20;

  /** Bound over the largest weight on the side: no need to divide it. */
  private static final double LOG_FINE = StrictMath.log(1e-8);

  /** Likewise: of use for features that are not near. */
  private static final double LOG_COARSE = StrictMath.log(1e-2);

  /** Least factor of M: sums of weights with either sign are rounded. */
  private static final double LOG_ROUNDING = StrictMath.log(1e-14);

  /** Of a side without width: one node is exact. */
  private static final Interpolation POINT = new Interpolation(1, Double.POSITIVE_INFINITY, true);

  private static final double SMALLEST_RHO = 1.2;
  private static final double RHO_STEP = 1.2;
  private static final double LARGEST_RHO = 2000;

  /**
   * The fewest nodes that make it fine, or the most if at least of use.
   *
   * @param width half the width of the side
   * @param logGrowth log of M over the maximum on the side, by b; NaN or infinite where unbounded
   * @param fewest not fewer nodes, unless the side has no width
   * @return null if of no use
   */
  static Interpolation of(double width, DoubleUnaryOperator logGrowth, int fewest) {
    if (width == 0) {
      return POINT;
    }
    for (int nodes = fewest; nodes <= MOST_NODES; nodes++) {
      Interpolation fine = best(nodes, logGrowth, LOG_FINE);
      if (fine != null) {
        return fine;
      }
    }
    return best(MOST_NODES, logGrowth, LOG_COARSE);
  }

  private static Interpolation best(int nodes, DoubleUnaryOperator logGrowth, double logTolerance) {
    Interpolation best = null;
    double lowest = logTolerance;
    for (double rho = SMALLEST_RHO; rho < LARGEST_RHO; rho *= RHO_STEP) {
      Interpolation tried = new Interpolation(nodes, rho, logTolerance == LOG_FINE);
      double bound = tried.logFactor() + logGrowth.applyAsDouble(tried.b());
      if (bound <= lowest) {
        best = tried;
        lowest = bound;
      }
    }
    return best;
  }

  boolean isPoint() {
    return rho == Double.POSITIVE_INFINITY;
  }

  /** Half axis along the side; 0 of a point, that has no side. */
  double a() {
    return isPoint() ? 0 : 0.5 * (rho + 1 / rho);
  }

  /** Half axis across. */
  double b() {
    return isPoint() ? 0 : 0.5 * (rho - 1 / rho);
  }

  /** Log of the bound over M; −∞ of a point. */
  double logFactor() {
    int degree = nodes - 1;
    return isPoint()
        ? Double.NEGATIVE_INFINITY
        : Math.max(
            LOG_ROUNDING,
            StrictMath.log(4) - degree * StrictMath.log(rho) - StrictMath.log(rho - 1));
  }

  /** Log of a bound of the Lebesgue constant, 1 + (2/π) log p. */
  double logLebesgue() {
    return StrictMath.log(1 + 2 / Math.PI * StrictMath.log(nodes));
  }

  /** The k-th node in [−1, 1]. */
  double node(int k) {
    return isPoint() ? 0 : StrictMath.cos((2 * k + 1) * Math.PI / (2 * nodes));
  }

  /**
   * Chebyshev polynomials T_0 to T_{p−1}.
   *
   * @param out receives them, length at least p
   */
  void polynomials(double x, double[] out) {
    out[0] = 1;
    if (nodes > 1) {
      out[1] = x;
    }
    for (int m = 2; m < nodes; m++) {
      out[m] = 2 * x * out[m - 1] - out[m - 2];
    }
  }
}
