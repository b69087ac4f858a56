package org.chorale.stats.compare;

/**
 * How residual variances sᵢ² = SSᵢ/(nᵢ−1) of one feature differ between sites that have at least
 * two values of it.
 */
final class SiteVariances {
  private final SiteModel model;
  private final int feature;

  SiteVariances(SiteModel model, int feature) {
    this.model = model;
    this.feature = feature;
  }

  /**
   * Bartlett's statistic, χ² with S−1 degrees of freedom.
   *
   * <pre>
   *   [ ν log s² − Σ νᵢ log sᵢ² ] / [ 1 + (Σ 1/νᵢ − 1/ν)/(3(S−1)) ]    νᵢ = nᵢ−1, ν = Σ νᵢ
   * </pre>
   *
   * with s² = Σ SSᵢ/ν. Infinite if residuals vanish at some site and not at all.
   */
  TestOutcome bartlett() {
    double sites = 0;
    double degreesOfFreedom = 0;
    double squares = 0;
    double logs = 0;
    double reciprocals = 0;
    for (int i = 0; i < model.siteCount(); i++) {
      double own = model.scans(i, feature) - 1;
      if (own > 0) {
        sites++;
        degreesOfFreedom += own;
        squares += model.squares(i, feature);
        logs += own * Math.log(model.squares(i, feature) / own);
        reciprocals += 1 / own;
      }
    }
    if (!(squares > 0)) {
      return TestOutcome.NONE;
    }
    double pooled = degreesOfFreedom * Math.log(squares / degreesOfFreedom);
    double correction = 1 + (reciprocals - 1 / degreesOfFreedom) / (3 * (sites - 1));
    return TestOutcome.chiSquare(Math.max(0, pooled - logs) / correction, sites - 1);
  }

  /** max sᵢ²/min sᵢ²; infinite if the smallest is 0, NaN if all are or there are not two sites. */
  double ratio() {
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    int sites = 0;
    for (int i = 0; i < model.siteCount(); i++) {
      double own = model.scans(i, feature) - 1;
      if (own > 0) {
        sites++;
        largest = Math.max(largest, model.squares(i, feature) / own);
        smallest = Math.min(smallest, model.squares(i, feature) / own);
      }
    }
    return sites < 2 ? Double.NaN : largest / smallest;
  }
}
