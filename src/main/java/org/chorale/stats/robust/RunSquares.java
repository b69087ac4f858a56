package org.chorale.stats.robust;

import org.chorale.stats.bayes.SiteSquares;
import org.chorale.stats.bayes.SumOfSquares;
import org.chorale.stats.regression.BlockFit;
import org.chorale.stats.regression.FeatureStatus;
import org.chorale.stats.scans.FeatureRun;

/** What stands for Σ(x−γ)² in the posterior of a run of features. For one thread. */
public final class RunSquares implements SiteSquares {
  private final BlockFit fit;
  private final FeatureRun run;
  private final double[] x;
  private final SortedSample sample = new SortedSample();

  /**
   * Of a run.
   *
   * @param fit made by {@link RobustEffects}
   */
  public RunSquares(BlockFit fit, FeatureRun run) {
    this.fit = fit;
    this.run = run;
    this.x = new double[run.scans().most()];
  }

  @Override
  public SumOfSquares of(int site, int feature) {
    int n = run.residuals(fit, site, feature, x, 0);
    double sigma = Math.sqrt(fit.sigma2()[feature]);
    for (int k = 0; k < n; k++) {
      x[k] /= sigma;
    }
    return sample
        .set(x, 0, n)
        .plainly(fit.status(site, feature) == FeatureStatus.NO_ROBUST_SCALE_AT_SITE);
  }
}
