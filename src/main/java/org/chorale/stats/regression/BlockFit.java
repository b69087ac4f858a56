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
}
