package org.chorale.io.modeldir;

/** λ and effective degrees of freedom of one smooth covariate in one block. */
public final class Smoothness {
  private final double[] lambda;
  private final double[] edf;

  Smoothness(double[] lambda, double[] edf) {
    this.lambda = lambda;
    this.edf = edf;
  }

  /** λ, in units of the penalty matrix; NaN where the feature is passed through. */
  public double[] lambda() {
    return lambda;
  }

  /** Effective degrees of freedom. */
  public double[] edf() {
    return edf;
  }
}
