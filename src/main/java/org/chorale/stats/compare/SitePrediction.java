package org.chorale.stats.compare;

/** How well a classifier tells sites from features: 1/S is chance, 1 is always. */
public final class SitePrediction {
  private SitePrediction() {}

  /**
   * Balanced accuracy: the mean over sites of the share of their scans that are recognised, so that
   * a large site counts no more than a small one. Brodersen et al. 2010, ICPR, 3121.
   *
   * @param confusion {@code [i*S + k]}: scans of site i taken for site k
   * @param siteCount S
   * @return over the sites that have scans; NaN if none has
   * @throws IllegalArgumentException if {@code confusion} is not S·S long
   */
  public static double balancedAccuracy(long[] confusion, int siteCount) {
    if (confusion.length != siteCount * siteCount) {
      throw new IllegalArgumentException(
          "%d counts for %d sites".formatted(confusion.length, siteCount));
    }
    double shares = 0;
    double sites = 0;
    for (int i = 0; i < siteCount; i++) {
      double scans = 0;
      for (int k = 0; k < siteCount; k++) {
        scans += confusion[i * siteCount + k];
      }
      if (scans > 0) {
        shares += confusion[i * siteCount + i] / scans;
        sites++;
      }
    }
    return shares / sites;
  }

  /**
   * p-value of an accuracy against those after B shufflings of the sites: (1 + those as large)/(1 +
   * B), never 0. Phipson and Smyth 2010, Statistical Applications in Genetics and Molecular Biology
   * 9:39.
   *
   * @param permuted of the shufflings; not changed
   */
  public static double permutationP(double observed, double[] permuted) {
    double asLarge = 0;
    for (double accuracy : permuted) {
      asLarge += accuracy >= observed ? 1 : 0;
    }
    return Double.isNaN(observed) ? Double.NaN : (1 + asLarge) / (1 + permuted.length);
  }
}
