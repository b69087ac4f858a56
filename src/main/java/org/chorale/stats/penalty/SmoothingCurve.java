package org.chorale.stats.penalty;

/**
 * How well a feature is fitted as one λ varies, λ = ρλ₀, and the slope of that over log ρ.
 *
 * <p>With g = Wᵀc and h = g/q in the diagonal directions, β = Wh and
 *
 * <pre>
 *   D    = c_yy − Σ g²/q                       RSS + Σ λβᵀSβ, the penalised deviance
 *   RSS  = c_yy − 2 gᵀh + hᵀTh                 T = WᵀCW
 *   edf  = S + Σ T_ii/q_i                      S site columns count whole
 *   REML = ½(N−m)(1 + log 2πD/(N−m)) + ½ log|M| − ½ r log λ       m = S + P₀ unpenalised columns
 *   GCV  = N·RSS/(N − edf)²
 * </pre>
 *
 * REML is the negative log restricted likelihood at σ² = D/(N−m), up to ½ log Πnᵢ and the log
 * pseudo-determinants of S and of penalties held, which don't depend on λ (Wood 2011, eq. 4). Where
 * N − m or N − edf isn't positive the score is infinite. D and RSS below 10⁻¹² c_yy are rounding
 * and count as that.
 */
final class SmoothingCurve {
  private static final double SMALLEST_RESIDUAL = 1e-12;

  private final SimultaneousDiagonal diagonal;
  private final boolean reml;
  private final FeatureSums sums;
  private final double free;
  private final double[] g;

  /**
   * @param penalised the ranks of all penalties together
   */
  SmoothingCurve(SimultaneousDiagonal diagonal, FeatureSums sums, int penalised) {
    this.diagonal = diagonal;
    this.sums = sums;
    Smoothing smoothing = diagonal.span().smoothing();
    this.reml = smoothing.criterion() == Smoothing.Criterion.REML;
    int unpenalised = sums.sites() + diagonal.count() - penalised;
    this.free = sums.scans() - unpenalised - smoothing.surplus();
    this.g = diagonal.rotate(sums.czy());
  }

  /** β at a λ. */
  double[] beta(double lambda) {
    return diagonal.rotateBack(coefficients(lambda / diagonal.unit()));
  }

  /** Effective degrees of freedom of the smooth: K − λ tr M⁻¹S. */
  double edf(double lambda) {
    double rho = lambda / diagonal.unit();
    double edf = diagonal.span().size();
    for (int i = 0; i < g.length; i++) {
      edf -= rho * diagonal.share(i) / q(i, rho);
    }
    return edf;
  }

  /** The criterion at a λ; smaller is better. */
  double score(double lambda) {
    double rho = lambda / diagonal.unit();
    return reml ? reml(rho) : gcv(rho);
  }

  /** Derivative of REML, or of log GCV, over log λ. */
  double slope(double lambda) {
    double rho = lambda / diagonal.unit();
    return reml ? remlSlope(rho) : gcvSlope(rho);
  }

  private double reml(double rho) {
    if (!(free > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double logDeterminant = diagonal.logDeterminant();
    for (int i = 0; i < g.length; i++) {
      logDeterminant += Math.log(q(i, rho));
    }
    double logLambda = Math.log(rho) + Math.log(diagonal.unit());
    return 0.5
        * (free * (1 + Math.log(2 * Math.PI * deviance(rho) / free))
            + logDeterminant
            - diagonal.span().rank() * logLambda);
  }

  private double remlSlope(double rho) {
    double change = 0;
    double held = 0;
    for (int i = 0; i < g.length; i++) {
      double q = q(i, rho);
      double penalty = rho * diagonal.share(i);
      change += g[i] * g[i] * penalty / (q * q);
      held += penalty / q;
    }
    return 0.5 * (free * change / deviance(rho) + held - diagonal.span().rank());
  }

  private double gcv(double rho) {
    double rest = residualFreedom(rho);
    return rest > 0 ? sums.scans() * residual(rho) / (rest * rest) : Double.POSITIVE_INFINITY;
  }

  private double gcvSlope(double rho) {
    double[] h = coefficients(rho);
    double[] along = diagonal.within(h);
    double residualChange = 0;
    double edfChange = 0;
    for (int i = 0; i < g.length; i++) {
      double q = q(i, rho);
      double relative = -rho * diagonal.share(i) / q;
      residualChange += 2 * (along[i] - g[i]) * h[i] * relative;
      edfChange += diagonal.withinDiagonal(i) / q * relative;
    }
    return residualChange / residual(rho) + 2 * edfChange / residualFreedom(rho);
  }

  private double deviance(double rho) {
    double deviance = sums.cyy();
    for (int i = 0; i < g.length; i++) {
      deviance -= g[i] * g[i] / q(i, rho);
    }
    return Math.max(deviance, SMALLEST_RESIDUAL * sums.cyy());
  }

  private double residual(double rho) {
    double[] h = coefficients(rho);
    double[] along = diagonal.within(h);
    double residual = sums.cyy();
    for (int i = 0; i < g.length; i++) {
      residual += h[i] * (along[i] - 2 * g[i]);
    }
    return Math.max(residual, SMALLEST_RESIDUAL * sums.cyy());
  }

  /** N − edf. */
  private double residualFreedom(double rho) {
    double rest = sums.scans() - sums.sites();
    for (int i = 0; i < g.length; i++) {
      rest -= diagonal.withinDiagonal(i) / q(i, rho);
    }
    return rest;
  }

  private double[] coefficients(double rho) {
    double[] h = new double[g.length];
    for (int i = 0; i < h.length; i++) {
      h[i] = g[i] / q(i, rho);
    }
    return h;
  }

  private double q(int i, double rho) {
    double e = diagonal.share(i);
    return (1 - e) + rho * e;
  }

  /** λ₀, about which a search is centred. */
  double unit() {
    return diagonal.unit();
  }
}
