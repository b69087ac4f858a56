package org.chorale.io.modeldir;

/** α, σ² and β of one block; {@code beta[p*V + v]} on the coded covariates. */
public final class SharedEstimates {
  private final double[] alpha;
  private final double[] sigma2;
  private final double[] beta;

  SharedEstimates(double[] alpha, double[] sigma2, double[] beta) {
    this.alpha = alpha;
    this.sigma2 = sigma2;
    this.beta = beta;
  }

  /** α; NaN where the feature is passed through. */
  public double[] alpha() {
    return alpha;
  }

  /** σ². */
  public double[] sigma2() {
    return sigma2;
  }

  /** β, {@code [p*V + v]}. */
  public double[] beta() {
    return beta;
  }
}
