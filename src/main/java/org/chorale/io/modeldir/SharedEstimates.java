package org.chorale.io.modeldir;

/** Names, α, σ² and β of one block; {@code beta[p*V + v]} on the coded covariates. */
public final class SharedEstimates {
  private final String[] names;
  private final double[] alpha;
  private final double[] sigma2;
  private final double[] beta;

  SharedEstimates(String[] names, double[] alpha, double[] sigma2, double[] beta) {
    this.names = names;
    this.alpha = alpha;
    this.sigma2 = sigma2;
    this.beta = beta;
  }

  /** Names of the features. */
  public String[] names() {
    return names;
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
