package org.chorale.stats.bayes;

import org.chorale.stats.regression.BlockFit;

/** The sums of squares of the features of a block at every site. For one thread. */
public interface SiteSquares {
  /**
   * Of one feature at one site that has a scale.
   *
   * @return valid until the next call
   */
  SumOfSquares of(int site, int feature);

  /** From the moments that a fit was made of. */
  static SiteSquares ofMoments(BlockFit fit) {
    return (site, feature) -> {
      int at = site * fit.featureCount() + feature;
      return SumOfSquares.ofMoments(fit.observed()[at], fit.gammaHat()[at], fit.deltaHat()[at]);
    };
  }
}
