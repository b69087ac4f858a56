package org.chorale.stats.penalty;

/** Covariate effects of one feature, and how smooth its smooths came out. */
public final class SlopeFit {
  private final double[] beta;
  private final double[] lambda;
  private final double[] edf;

  SlopeFit(double[] beta, double[] lambda, double[] edf) {
    this.beta = beta;
    this.lambda = lambda;
    this.edf = edf;
  }

  /** β, length P; the caller's from now on. */
  public double[] beta() {
    return beta;
  }

  /** λ by smooth, in units of its penalty matrix. */
  public double[] lambda() {
    return lambda;
  }

  /** Effective degrees of freedom by smooth: tr over its columns of (C + λS)⁻¹C. */
  public double[] edf() {
    return edf;
  }
}
