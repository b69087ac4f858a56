package org.chorale.stats.penalty;

/** What the moments of one feature sum to over sites; all that its covariate effects depend on. */
public final class FeatureSums {
  private final double[] czy;
  private final double cyy;
  private final long scans;
  private final int sites;

  /**
   * @param czy Σᵢ Czy, length P; kept, not copied
   * @param cyy Σᵢ Cyy, squared unit of the feature
   * @param scans N, in which the feature is observed
   * @param sites S, at which it is observed
   */
  public FeatureSums(double[] czy, double cyy, long scans, int sites) {
    this.czy = czy;
    this.cyy = cyy;
    this.scans = scans;
    this.sites = sites;
  }

  /** Σᵢ Czy; readers must not write. */
  public double[] czy() {
    return czy;
  }

  double cyy() {
    return cyy;
  }

  long scans() {
    return scans;
  }

  int sites() {
    return sites;
  }
}
