package org.chorale.stats.regression;

import java.util.Arrays;
import java.util.List;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.moments.ScanMoments;

/**
 * Raw effects of sites that a model has not seen, against its frozen α, β and σ²: γ̂ = (ȳ − z̄ᵀβ −
 * α)/σ and δ̂ = SS/((n−1)σ²), as ComBatFamily's {@code predict} estimates new batches. Nothing that
 * the model says of other sites changes.
 */
public final class FrozenRegression {
  private FrozenRegression() {}

  /**
   * Solves one block.
   *
   * @param sites moments of the new sites by index; not changed
   * @param alpha α of the model, length V; NaN where it passes the feature through
   * @param sigma2 σ², length V
   * @param beta β, {@code [p*V + v]}
   * @param lambda λ of penalised smooths, {@code [m*V + v]}
   * @param edf their effective degrees of freedom, likewise
   */
  public static BlockFit solve(
      List<BlockMoments> sites,
      double[] alpha,
      double[] sigma2,
      double[] beta,
      double[] lambda,
      double[] edf) {
    BlockMoments first = sites.get(0);
    int count = first.featureCount();
    BlockFit fit =
        new BlockFit(
            first.block(), sites.size(), count, first.covariateCount(), lambda.length / count);
    System.arraycopy(alpha, 0, fit.alpha, 0, count);
    System.arraycopy(sigma2, 0, fit.sigma2, 0, count);
    System.arraycopy(beta, 0, fit.beta, 0, beta.length);
    System.arraycopy(lambda, 0, fit.lambda, 0, lambda.length);
    System.arraycopy(edf, 0, fit.edf, 0, edf.length);
    double[] effects = new double[first.covariateCount()];
    for (int v = 0; v < count; v++) {
      for (int i = 0; i < sites.size(); i++) {
        fit.observed[i * count + v] = Math.toIntExact(sites.get(i).scans(v).n());
      }
      if (Double.isNaN(alpha[v])) {
        fit.passThrough(v, FeatureStatus.PASSED_THROUGH_BY_MODEL);
        continue;
      }
      int feature = v;
      Arrays.setAll(effects, p -> beta[p * count + feature]);
      for (int i = 0; i < sites.size(); i++) {
        estimate(sites.get(i), v, effects, fit, i * count + v);
      }
    }
    return fit;
  }

  private static void estimate(BlockMoments site, int v, double[] beta, BlockFit fit, int at) {
    ScanMoments scans = site.scans(v);
    double residual = PooledRegression.residual(site, v, beta);
    FeatureStatus status = PooledRegression.siteStatus(scans.n(), residual);
    double sigma2 = fit.sigma2[v];
    fit.status[at] = status.code();
    fit.gammaHat[at] =
        status.hasLocation()
            ? (PooledRegression.intercept(site, v, beta) - fit.alpha[v]) / Math.sqrt(sigma2)
            : Double.NaN;
    fit.deltaHat[at] = status.hasScale() ? residual / ((scans.n() - 1) * sigma2) : Double.NaN;
  }
}
