package org.chorale.stats.robust;

import org.chorale.stats.regression.BlockFit;
import org.chorale.stats.regression.FeatureStatus;
import org.chorale.stats.regression.PooledRegression;
import org.chorale.stats.scans.FeatureRun;

/**
 * Robust σ², γ̂ and δ̂ of one block on top of its least-squares regression, a run of features at a
 * time.
 *
 * <pre>
 *   r = y − b_i − zᵀβ      σ² = bmv(r)·(n−1)/n over the observed scans of all sites
 *   x = (y − α − zᵀβ)/σ    γ̂_i = median of x at the site    δ̂_i = bmv of x at the site
 * </pre>
 *
 * Each bmv is about the median. With a reference site σ² is of its scans. Which features and sites
 * have a location and a scale is what the regression found. Where the median deviation is 0, for
 * more than half of the residuals are equal, there is no robust scale: the plain one is taken, δ̂
 * or σ² from the sum of squares, and the site has the status {@link
 * FeatureStatus#NO_ROBUST_SCALE_AT_SITE}. Where more than half of all residuals are equal, so are
 * those of some site. For one thread.
 */
public final class RobustEffects {
  private final BlockFit regression;
  private final int reference;
  private final double[] sigma2;
  private final double[] gammaHat;
  private final double[] deltaHat;
  private final boolean[] plain;
  private final SortedSample sample = new SortedSample();
  private double[] residual = new double[0];
  private double[] work = new double[0];
  private double[] off = new double[0];
  private final int[] begin;

  /**
   * On a regression.
   *
   * @param regression least squares; not changed
   * @param reference index of the reference site or {@link PooledRegression#NO_REFERENCE}
   */
  public RobustEffects(BlockFit regression, int reference) {
    this.regression = regression;
    this.reference = reference;
    sigma2 = regression.sigma2().clone();
    gammaHat = regression.gammaHat().clone();
    deltaHat = regression.deltaHat().clone();
    plain = new boolean[gammaHat.length];
    begin = new int[regression.siteCount() + 1];
  }

  /** Estimates the features of a run. */
  public RobustEffects add(FeatureRun run) {
    if (residual.length < run.scans().count()) {
      residual = new double[run.scans().count()];
      work = new double[residual.length];
      off = new double[residual.length];
    }
    for (int v = run.first(); v < run.end(); v++) {
      if (!Double.isNaN(regression.alpha()[v])) {
        estimate(run, v);
      }
    }
    return this;
  }

  /** The regression with the estimates of all runs that were added. */
  public BlockFit fit() {
    return regression.withEffects(sigma2, gammaHat, deltaHat, plain);
  }

  private void estimate(FeatureRun run, int v) {
    double largest = 0;
    for (int i = 0; i < regression.siteCount(); i++) {
      begin[i + 1] = begin[i] + run.residuals(regression, i, v, residual, begin[i]);
      boolean counts = reference == PooledRegression.NO_REFERENCE || i == reference;
      largest = counts ? Math.max(largest, run.largest(i, v)) : largest;
    }
    double robust = pooledVariance(v, SortedSample.ROUNDING * largest);
    sigma2[v] = Double.isNaN(robust) ? sigma2[v] : robust;
    for (int i = 0; i < regression.siteCount(); i++) {
      if (regression.status(i, v).hasLocation()) {
        site(i, v, SortedSample.ROUNDING * run.largest(i, v));
      }
    }
  }

  /** σ², or NaN if the median deviation is no more than rounding. */
  private double pooledVariance(int v, double rounding) {
    boolean all = reference == PooledRegression.NO_REFERENCE;
    int n = 0;
    for (int i = all ? 0 : reference; i < (all ? regression.siteCount() : reference + 1); i++) {
      int at = i * regression.featureCount() + v;
      double intercept = Math.sqrt(regression.sigma2()[v]) * regression.gammaHat()[at];
      for (int k = begin[i]; k < begin[i + 1]; k++) {
        work[n++] = residual[k] - intercept;
      }
    }
    double centre = Biweight.median(work, 0, n);
    for (int k = 0; k < n; k++) {
      off[k] = Math.abs(work[k] - centre);
    }
    double deviation = Biweight.median(off, 0, n);
    double degreesOfFreedom = n - 1;
    return deviation > rounding
        ? Biweight.midvariance(work, 0, n, centre, deviation) * degreesOfFreedom / n
        : Double.NaN;
  }

  private void site(int i, int v, double rounding) {
    int at = i * regression.featureCount() + v;
    double sigma = Math.sqrt(sigma2[v]);
    sample.set(residual, begin[i], begin[i + 1]);
    double centre = sample.median();
    gammaHat[at] = centre / sigma;
    if (!regression.status(i, v).hasScale()) {
      return;
    }
    plain[at] = !(sample.deviation(centre) > rounding);
    deltaHat[at] =
        plain[at]
            ? regression.deltaHat()[at] * regression.sigma2()[v] / sigma2[v]
            : sample.midvariance(centre) / sigma2[v];
  }
}
