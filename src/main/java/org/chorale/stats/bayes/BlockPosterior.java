package org.chorale.stats.bayes;

import java.util.Arrays;
import java.util.List;
import org.chorale.stats.regression.BlockFit;

/**
 * γ* and δ* of all sites for one block, {@code [i*V + v]}; NaN where nothing is to be removed
 * because the feature is passed through or missing at the site. And δ̂ as the method has it: 1 by
 * definition at a site whose location only is removed.
 */
public final class BlockPosterior {
  private final BlockFit fit;
  private final double[] gammaStar;
  private final double[] deltaStar;
  private final double[] deltaHat;
  private final double[] errorBound;

  /**
   * Of a fit, all of it NaN until features are {@linkplain #fill filled} in.
   *
   * @param fit raw site effects; not changed
   */
  public BlockPosterior(BlockFit fit) {
    this.fit = fit;
    this.deltaHat = fit.deltaHat().clone();
    this.gammaStar = new double[deltaHat.length];
    this.deltaStar = new double[deltaHat.length];
    this.errorBound = new double[fit.siteCount()];
    Arrays.fill(gammaStar, Double.NaN);
    Arrays.fill(deltaStar, Double.NaN);
  }

  /**
   * Posterior of all sites, from moments.
   *
   * @param fit raw site effects; not changed
   * @param treatments of every site by index
   */
  public static BlockPosterior of(BlockFit fit, List<SiteTreatment> treatments) {
    return new BlockPosterior(fit)
        .fill(0, fit.featureCount(), treatments, SiteSquares.ofMoments(fit));
  }

  /**
   * Posterior of all sites for a run of features.
   *
   * @param from first feature
   * @param end one past the last
   * @param treatments of every site by index
   */
  public BlockPosterior fill(
      int from, int end, List<SiteTreatment> treatments, SiteSquares squares) {
    int count = fit.featureCount();
    double[] pair = new double[2];
    for (int i = 0; i < fit.siteCount(); i++) {
      SiteTreatment treatment = treatments.get(i);
      Shrinkage shrinkage = treatment.shrinkage();
      for (int v = from; v < end; v++) {
        if (fit.status(i, v).hasLocation()) {
          posterior(i, v, treatment.effects(), shrinkage, squares, pair);
          errorBound[i] = Math.max(errorBound[i], shrinkage.errorBound());
          gammaStar[i * count + v] = pair[0];
          deltaStar[i * count + v] = pair[1];
          if (treatment.effects() == SiteTreatment.Effects.LOCATION) {
            deltaHat[i * count + v] = 1;
          }
        }
      }
    }
    return this;
  }

  private void posterior(
      int site,
      int feature,
      SiteTreatment.Effects effects,
      Shrinkage shrinkage,
      SiteSquares squares,
      double[] out) {
    int at = site * fit.featureCount() + feature;
    double gammaHat = fit.gammaHat()[at];
    int n = fit.observed()[at];
    if (effects == SiteTreatment.Effects.NONE) {
      out[0] = 0;
      out[1] = 1;
    } else if (effects == SiteTreatment.Effects.LOCATION || !fit.status(site, feature).hasScale()) {
      out[0] = shrinkage.locationOnly(n, gammaHat);
      out[1] = 1;
    } else {
      SumOfSquares own = squares.of(site, feature);
      shrinkage.locationAndScale(n, gammaHat, fit.deltaHat()[at], own, out);
    }
  }

  /**
   * Changes of the first steps of a site's iteration, over the features of the block, from moments.
   *
   * @param changes receives them
   */
  public static void recordChanges(BlockFit fit, int site, SitePrior prior, JointChange changes) {
    recordChanges(fit, site, 0, fit.featureCount(), prior, SiteSquares.ofMoments(fit), changes);
  }

  /**
   * Changes of the first steps of a site's iteration, over a run of features.
   *
   * @param from first feature
   * @param end one past the last
   * @param changes receives them
   */
  public static void recordChanges(
      BlockFit fit,
      int site,
      int from,
      int end,
      SitePrior prior,
      SiteSquares squares,
      JointChange changes) {
    ParametricPosterior eb = new ParametricPosterior(prior);
    for (int v = from; v < end; v++) {
      int at = site * fit.featureCount() + v;
      if (!Double.isNaN(fit.deltaHat()[at])) {
        eb.recordChanges(
            fit.observed()[at],
            fit.gammaHat()[at],
            fit.deltaHat()[at],
            squares.of(site, v),
            changes);
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
