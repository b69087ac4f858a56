package org.chorale.stats.regression;

import org.chorale.stats.penalty.FeatureSums;

/** Covariate effects of features whose covariates scatter alike. */
interface Slopes {
  /**
   * Solves one feature.
   *
   * @param sums of its moments over sites
   * @param fit receives λ and effective degrees of freedom of penalised smooths
   * @param v index of the feature in the block
   * @return β, length P, or null if its effects can't be told apart
   */
  double[] solve(FeatureSums sums, BlockFit fit, int v);
}
