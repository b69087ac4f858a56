package org.chorale.io.modeldir;

import org.chorale.model.Design;

/**
 * α, σ² and β of one block; {@code beta[p*V + v]} on the coded covariates, as they are stored, or
 * {@linkplain #inOwnUnits in the covariates' own units}.
 */
public final class SharedEstimates {
  private final double[] alpha;
  private final double[] sigma2;
  private final double[] beta;

  SharedEstimates(double[] alpha, double[] sigma2, double[] beta) {
    this.alpha = alpha;
    this.sigma2 = sigma2;
    this.beta = beta;
  }

  /**
   * The same with α and β in the covariates' own units: β per unit of a covariate, and α the mean
   * where continuous covariates are 0.
   *
   * @param design that the model was fitted with
   */
  public SharedEstimates inOwnUnits(Design design) {
    int count = alpha.length;
    double[] ownAlpha = new double[count];
    double[] ownBeta = new double[beta.length];
    double[] coded = new double[design.columnCount()];
    for (int v = 0; v < count; v++) {
      for (int p = 0; p < coded.length; p++) {
        coded[p] = beta[p * count + v];
      }
      double[] own = design.inOwnUnits(coded);
      ownAlpha[v] = alpha[v] - design.centring(own);
      for (int p = 0; p < own.length; p++) {
        ownBeta[p * count + v] = own[p];
      }
    }
    return new SharedEstimates(ownAlpha, sigma2, ownBeta);
  }

  /**
   * The same under a design with further columns, which have no effect.
   *
   * @param placeOf new place of every column
   * @param columns of the wider design
   */
  public SharedEstimates widened(int[] placeOf, int columns) {
    int count = alpha.length;
    double[] wider = new double[columns * count];
    for (int p = 0; p < placeOf.length; p++) {
      System.arraycopy(beta, p * count, wider, placeOf[p] * count, count);
    }
    return new SharedEstimates(alpha, sigma2, wider);
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
