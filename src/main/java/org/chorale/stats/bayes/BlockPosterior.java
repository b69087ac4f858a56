package org.chorale.stats.bayes;

import java.util.Arrays;
import java.util.List;
import org.chorale.stats.regression.BlockFit;
import org.chorale.stats.regression.FeatureStatus;

/**
 * γ* and δ* of all sites for one block, {@code [i*V + v]}; NaN where nothing is to be removed
 * because the feature is passed through or missing at the site. And δ̂ as the method has it: 1 by
 * definition at a site whose location only is removed.
 */
public final class BlockPosterior {
  private final double[] gammaStar;
  private final double[] deltaStar;
  private final double[] deltaHat;
  private final double[] errorBound;

  private BlockPosterior(
      double[] gammaStar, double[] deltaStar, double[] deltaHat, double[] errorBound) {
    this.deltaHat = deltaHat;
    this.gammaStar = gammaStar;
    this.deltaStar = deltaStar;
    this.errorBound = errorBound;
  }

  /**
   * Posterior of all sites.
   *
   * @param fit raw site effects; not changed
   * @param treatments of every site by index
   */
  public static BlockPosterior of(BlockFit fit, List<SiteTreatment> treatments) {
    int count = fit.featureCount();
    BlockPosterior posterior =
        new BlockPosterior(
            new double[fit.gammaHat().length],
            new double[fit.gammaHat().length],
            fit.deltaHat().clone(),
            new double[fit.siteCount()]);
    Arrays.fill(posterior.gammaStar, Double.NaN);
    Arrays.fill(posterior.deltaStar, Double.NaN);
    double[] pair = new double[2];
    for (int i = 0; i < fit.siteCount(); i++) {
      SiteTreatment treatment = treatments.get(i);
      Shrinkage shrinkage = treatment.shrinkage();
      for (int v = 0; v < count; v++) {
        FeatureStatus status = fit.status(i, v);
        if (status.hasLocation()) {
          posterior(fit, i * count + v, status, treatment.effects(), shrinkage, pair);
          posterior.errorBound[i] = Math.max(posterior.errorBound[i], shrinkage.errorBound());
          posterior.gammaStar[i * count + v] = pair[0];
          posterior.deltaStar[i * count + v] = pair[1];
          if (treatment.effects() == SiteTreatment.Effects.LOCATION) {
            posterior.deltaHat[i * count + v] = 1;
          }
        }
      }
    }
    return posterior;
  }

  private static void posterior(
      BlockFit fit,
      int at,
      FeatureStatus status,
      SiteTreatment.Effects effects,
      Shrinkage shrinkage,
      double[] out) {
    double gammaHat = fit.gammaHat()[at];
    double deltaHat = fit.deltaHat()[at];
    int n = fit.observed()[at];
    if (effects == SiteTreatment.Effects.NONE) {
      out[0] = 0;
      out[1] = 1;
    } else if (effects == SiteTreatment.Effects.LOCATION || !status.hasScale()) {
      out[0] = shrinkage.locationOnly(n, gammaHat);
      out[1] = 1;
    } else {
      shrinkage.locationAndScale(n, gammaHat, deltaHat, out);
    }
  }

  /**
   * Changes of the first steps of a site's iteration, over the features of the block.
   *
   * @param changes receives them
   */
  public static void recordChanges(BlockFit fit, int site, SitePrior prior, JointChange changes) {
    ParametricPosterior eb = new ParametricPosterior(prior);
    int from = site * fit.featureCount();
    for (int at = from; at < from + fit.featureCount(); at++) {
      if (!Double.isNaN(fit.deltaHat()[at])) {
        eb.recordChanges(fit.observed()[at], fit.gammaHat()[at], fit.deltaHat()[at], changes);
      }
    }
  }

  /** δ̂, a variance in units of σ²; 1 where location only is removed. */
  public double[] deltaHat() {
    return deltaHat;
  }

  /**
   * Largest bound of the method's error among the features of a site: of |error of γ*| in σ and of
   * |error of δ*|/(2δ*); 0 where nothing is approximated.
   */
  public double errorBound(int site) {
    return errorBound[site];
  }

  /** γ*, in σ. */
  public double[] gammaStar() {
    return gammaStar;
  }

  /** δ*, a variance in units of σ². */
  public double[] deltaStar() {
    return deltaStar;
  }
}
