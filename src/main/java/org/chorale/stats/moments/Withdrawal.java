package org.chorale.stats.moments;

/**
 * Takes scans out of moments again: merging, solved for one of its parts.
 *
 * <p>What is left has the absolute rounding error of the whole, so this is for small shares: where
 * most of a site goes, sum what is left anew.
 */
public final class Withdrawal {
  /** A scatter below this share of what it was taken from is rounding: nothing varies. */
  private static final double ROUNDING = 1e-13;

  /** Below this share of the scatter before, what is left has too few digits. */
  private static final double SMALLEST_SHARE = 1e-7;

  /** Rounding doesn't make a part vary more than the whole by this share. */
  private static final double MOST_EXCESS = 1e-9;

  private Withdrawal() {}

  /**
   * Moments without some of their scans.
   *
   * @param whole not changed
   * @param part moments of scans that are in it, of the same site and block; not changed
   * @throws IllegalArgumentException if the part can't be of the whole, or what is left of a
   *     feature would be rounding
   */
  public static BlockMoments of(BlockMoments whole, BlockMoments part) {
    int count = whole.featureCount();
    int covariates = whole.covariateCount();
    double[] yBar = new double[count];
    double[] cyy = new double[count];
    double[] czy = new double[covariates * count];
    ScanMoments scans = of(whole.scans(), part.scans());
    Gaps gaps = null;
    for (int v = 0; v < count; v++) {
      ScanMoments before = whole.scans(v);
      ScanMoments gone = part.scans(v);
      ScanMoments left = scans;
      if (before.n() - gone.n() != scans.n()) {
        left = of(before, gone);
        gaps = gaps == null ? new Gaps(count) : gaps;
        gaps.set(v, left);
      }
      feature(whole, part, v, left, yBar, cyy, czy);
    }
    return new BlockMoments(whole.site(), whole.block(), scans, yBar, cyy, czy, gaps);
  }

  private static void feature(
      BlockMoments whole,
      BlockMoments part,
      int v,
      ScanMoments left,
      double[] yBar,
      double[] cyy,
      double[] czy) {
    long n = left.n();
    long gone = part.scans(v).n();
    if (n == 0) {
      return;
    }
    int count = whole.featureCount();
    yBar[v] = mean(whole.scans(v).n(), whole.yBar(v), gone, part.yBar(v));
    double weight = ScanMoments.mergeWeight(n, gone);
    double dy = part.yBar(v) - yBar[v];
    for (int p = 0; p < left.covariateCount(); p++) {
      double dz = part.scans(v).zBar(p) - left.zBar(p);
      czy[p * count + v] = whole.czy(v, p) - part.czy(v, p) - weight * dz * dy;
    }
    // The difference of two means has the rounding of their size.
    double rounding = 16 * Math.ulp(1.0) * weight * Math.abs(dy) * Math.abs(whole.yBar(v));
    cyy[v] = scatter(whole.cyy(v), part.cyy(v) + weight * dy * dy, rounding);
    if (cyy[v] > 0 && cyy[v] < SMALLEST_SHARE * whole.cyy(v)) {
      throw new IllegalArgumentException(
          "feature %d: nearly all of its variance leaves with these scans, and what is left would be rounding"
              .formatted(v));
    }
  }

  /** n, z̄ and Czz without some of their scans. */
  public static ScanMoments of(ScanMoments whole, ScanMoments part) {
    long n = whole.n() - part.n();
    int count = whole.covariateCount();
    if (n < 0 || part.covariateCount() != count) {
      throw new IllegalArgumentException(
          "cannot take %d scans of %d covariates from %d of %d"
              .formatted(part.n(), part.covariateCount(), whole.n(), count));
    }
    double[] zBar = new double[count];
    double[] czz = new double[count * count];
    if (n == 0) {
      return new ScanMoments(0, zBar, czz);
    }
    for (int p = 0; p < count; p++) {
      zBar[p] = mean(whole.n(), whole.zBar(p), part.n(), part.zBar(p));
    }
    double weight = ScanMoments.mergeWeight(n, part.n());
    for (int p = 0; p < count; p++) {
      double dp = part.zBar(p) - zBar[p];
      for (int q = 0; q < count; q++) {
        double gone = part.czz(p, q) + weight * dp * (part.zBar(q) - zBar[q]);
        double left = whole.czz(p, q) - gone;
        czz[p * count + q] = p == q ? scatter(whole.czz(p, p), gone, 0) : left;
      }
    }
    return new ScanMoments(n, zBar, czz);
  }

  private static double mean(long whole, double mean, long part, double partMean) {
    return part == 0 || mean == partMean ? mean : (whole * mean - part * partMean) / (whole - part);
  }

  private static double scatter(double whole, double gone, double rounding) {
    double left = whole - gone;
    if (left < -(MOST_EXCESS * whole + rounding)) {
      throw new IllegalArgumentException(
          "these scans vary more than all of them together: their values are not those that were summed");
    }
    return left > ROUNDING * whole + rounding ? left : 0;
  }
}
