package org.chorale.stats.adjust;

import java.util.Arrays;

/**
 * Removes the effect of one site from scans, for one run of features.
 *
 * <pre>
 *   y' = (y − α − zᵀβ − σγ*)/√δ* + α + zᵀβ
 * </pre>
 *
 * Johnson, Li and Rabinovic 2007, section 3.3. A feature without γ* is copied to the bit; NaN stays
 * NaN. Immutable; shared between threads.
 */
public final class Adjustment {
  private final int featureCount;
  private final double[] alpha;
  private final double[] beta;
  private final double[] shift;
  private final double[] factor;
  private final int[] copied;

  /**
   * @param alpha α, length V; kept, not copied
   * @param beta β, {@code [p*V + v]}; kept, not copied
   * @param sigma2 σ², length V
   * @param gammaStar γ*, length V; NaN: copy this feature
   * @param deltaStar δ*, length V
   */
  public Adjustment(
      double[] alpha, double[] beta, double[] sigma2, double[] gammaStar, double[] deltaStar) {
    this.featureCount = alpha.length;
    this.alpha = alpha;
    this.beta = beta;
    this.shift = new double[featureCount];
    this.factor = new double[featureCount];
    int[] copies = new int[featureCount];
    int count = 0;
    for (int v = 0; v < featureCount; v++) {
      if (Double.isNaN(gammaStar[v])) {
        copies[count++] = v;
      } else {
        shift[v] = Math.sqrt(sigma2[v]) * gammaStar[v];
        factor[v] = 1 / Math.sqrt(deltaStar[v]);
      }
    }
    this.copied = Arrays.copyOf(copies, count);
  }

  /** V. */
  public int featureCount() {
    return featureCount;
  }

  /** Whether a feature is adjusted, not copied. */
  boolean moves(int v) {
    return factor[v] != 0;
  }

  /** What a value of the feature is multiplied by: 1/√δ*. */
  double factor(int v) {
    return moves(v) ? factor[v] : 1;
  }

  /** What a value gets whatever the covariates are. */
  double offset(int v) {
    return moves(v) ? (1 - factor[v]) * alpha[v] - factor[v] * shift[v] : 0;
  }

  /** What a value gets for each unit of a covariate. */
  double slope(int v, int covariate) {
    return moves(v) ? (1 - factor[v]) * beta[covariate * featureCount + v] : 0;
  }

  /**
   * Adjusts one scan.
   *
   * @param z covariates of the scan, P values
   * @param zOffset where they begin
   * @param y values, V from {@code offset}; not changed unless it is {@code out}
   * @param out receives the adjusted values, V from {@code offset}; may be {@code y}
   * @param offset where the run begins in both
   * @param fixed work space, at least V; one per thread
   */
  public void adjust(
      double[] z, int zOffset, double[] y, double[] out, int offset, double[] fixed) {
    double[] kept = keepCopied(y, offset);
    System.arraycopy(alpha, 0, fixed, 0, featureCount);
    for (int p = 0; p * featureCount < beta.length; p++) {
      double zp = z[zOffset + p];
      int row = p * featureCount;
      for (int v = 0; v < featureCount; v++) {
        fixed[v] += zp * beta[row + v];
      }
    }
    for (int v = 0; v < featureCount; v++) {
      out[offset + v] = (y[offset + v] - fixed[v] - shift[v]) * factor[v] + fixed[v];
    }
    for (int c = 0; c < copied.length; c++) {
      out[offset + copied[c]] = kept[c];
    }
  }

  private double[] keepCopied(double[] y, int offset) {
    double[] kept = new double[copied.length];
    for (int c = 0; c < copied.length; c++) {
      kept[c] = y[offset + copied[c]];
    }
    return kept;
  }
}
