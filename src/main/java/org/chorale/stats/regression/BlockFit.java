package org.chorale.stats.regression;

import java.io.Serializable;

/**
 * Least-squares estimates of one block: shared ones per feature, raw site effects per site and
 * feature.
 *
 * <p>Arrays are feature-minor: {@code gammaHat[i*V + v]} for site i and feature v, {@code beta[p*V
 * + v]} for covariate p. Where a feature is passed through, its shared estimates are NaN; where a
 * site effect has no estimate it is NaN. Fields are shared with the solver that fills them; readers
 * must not write.
 */
public final class BlockFit implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int block;
  private final int siteCount;
  private final int featureCount;
  private final int covariateCount;
  private final int smoothCount;
  final double[] alpha;
  final double[] sigma2;
  final double[] beta;
  final double[] gammaHat;
  final double[] deltaHat;
  final double[] lambda;
  final double[] edf;
  final int[] observed;
  final byte[] status;

  BlockFit(int block, int siteCount, int featureCount, int covariateCount, int smoothCount) {
    this.block = block;
    this.siteCount = siteCount;
    this.featureCount = featureCount;
    this.covariateCount = covariateCount;
    this.smoothCount = smoothCount;
    this.alpha = new double[featureCount];
    this.sigma2 = new double[featureCount];
    this.beta = new double[covariateCount * featureCount];
    this.gammaHat = new double[siteCount * featureCount];
    this.deltaHat = new double[siteCount * featureCount];
    this.lambda = new double[smoothCount * featureCount];
    this.edf = new double[smoothCount * featureCount];
    this.observed = new int[siteCount * featureCount];
    this.status = new byte[siteCount * featureCount];
  }

  /** Index of the block. */
  public int block() {
    return block;
  }

  /** S. */
  public int siteCount() {
    return siteCount;
  }

  /** V. */
  public int featureCount() {
    return featureCount;
  }

  /** P. */
  public int covariateCount() {
    return covariateCount;
  }

  /** Penalised smooths; 0 without any. */
  public int smoothCount() {
    return smoothCount;
  }

  /** α, length V, the feature's unit. */
  public double[] alpha() {
    return alpha;
  }

  /** σ², length V, squared unit of the feature; divisor: observed scans. */
  public double[] sigma2() {
    return sigma2;
  }

  /** β, {@code [p*V + v]}, unit of the feature per unit of the design column. */
  public double[] beta() {
    return beta;
  }

  /** γ̂, {@code [i*V + v]}, in standard deviations σ. */
  public double[] gammaHat() {
    return gammaHat;
  }

  /** δ̂, {@code [i*V + v]}, a variance in units of σ²; divisor n−1. */
  public double[] deltaHat() {
    return deltaHat;
  }

  /** λ, {@code [m*V + v]} for penalised smooth m, in units of its penalty matrix. */
  public double[] lambda() {
    return lambda;
  }

  /** Effective degrees of freedom, {@code [m*V + v]} for penalised smooth m. */
  public double[] edf() {
    return edf;
  }

  /** Observed scans, {@code [i*V + v]}. */
  public int[] observed() {
    return observed;
  }

  /** Status of a feature at a site. */
  public FeatureStatus status(int site, int feature) {
    return FeatureStatus.of(status[site * featureCount + feature]);
  }

  /** Leaves a feature without estimates, at every site. */
  void passThrough(int feature, FeatureStatus why) {
    alpha[feature] = Double.NaN;
    sigma2[feature] = Double.NaN;
    for (int p = 0; p < covariateCount; p++) {
      beta[p * featureCount + feature] = Double.NaN;
    }
    for (int m = 0; m < smoothCount; m++) {
      lambda[m * featureCount + feature] = Double.NaN;
      edf[m * featureCount + feature] = Double.NaN;
    }
    for (int i = 0; i < siteCount; i++) {
      int at = i * featureCount + feature;
      gammaHat[at] = Double.NaN;
      deltaHat[at] = Double.NaN;
      status[at] = why.code();
    }
  }

  /**
   * The same with σ² divided by observed values − 1 in place of observed values, as sva does for
   * every feature of a run if any value of it is missing. γ̂ shrinks by the root of (n−1)/n, δ̂ by
   * (n−1)/n.
   *
   * @param reference index of the reference site, whose scans σ² is of, or {@link
   *     PooledRegression#NO_REFERENCE}
   */
  public BlockFit dividedBySample(int reference) {
    BlockFit other = copy();
    for (int v = 0; v < featureCount; v++) {
      double n = 0;
      for (int i = 0; i < siteCount; i++) {
        boolean counts = reference == PooledRegression.NO_REFERENCE || i == reference;
        n += counts ? observed[i * featureCount + v] : 0;
      }
      double less = (n - 1) / n;
      other.sigma2[v] /= less;
      for (int i = 0; i < siteCount; i++) {
        other.gammaHat[i * featureCount + v] *= Math.sqrt(less);
        other.deltaHat[i * featureCount + v] *= less;
      }
    }
    return other;
  }

  /**
   * The same regression with other estimates of scale and site effects.
   *
   * @param otherSigma2 as {@link #sigma2}
   * @param otherGammaHat as {@link #gammaHat}
   * @param otherDeltaHat as {@link #deltaHat}
   * @param plainScale where δ̂ was to be robust and could not, {@code [i*V + v]}
   */
  public BlockFit withEffects(
      double[] otherSigma2, double[] otherGammaHat, double[] otherDeltaHat, boolean[] plainScale) {
    BlockFit other = copy();
    copy(otherSigma2, other.sigma2);
    copy(otherGammaHat, other.gammaHat);
    copy(otherDeltaHat, other.deltaHat);
    for (int at = 0; at < plainScale.length; at++) {
      if (plainScale[at]) {
        other.status[at] = FeatureStatus.NO_ROBUST_SCALE_AT_SITE.code();
      }
    }
    return other;
  }

  private BlockFit copy() {
    BlockFit other = new BlockFit(block, siteCount, featureCount, covariateCount, smoothCount);
    copy(alpha, other.alpha);
    copy(sigma2, other.sigma2);
    copy(beta, other.beta);
    copy(gammaHat, other.gammaHat);
    copy(deltaHat, other.deltaHat);
    copy(lambda, other.lambda);
    copy(edf, other.edf);
    System.arraycopy(observed, 0, other.observed, 0, observed.length);
    System.arraycopy(status, 0, other.status, 0, status.length);
    return other;
  }

  private static void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, from.length);
  }
}
