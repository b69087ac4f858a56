package org.chorale.stats.moments;

/**
 * Moments of scans under a design that has got further columns, which are 0 for all of them: a
 * level of a covariate that none of these scans has.
 */
public final class WiderDesign {
  private WiderDesign() {}

  /**
   * The same scans under the wider design.
   *
   * @param placeOf new place of every column
   * @param columns of the new design
   */
  public static BlockMoments of(BlockMoments moments, int[] placeOf, int columns) {
    int count = moments.featureCount();
    double[] yBar = new double[count];
    double[] cyy = new double[count];
    double[] czy = new double[columns * count];
    Gaps gaps = null;
    for (int v = 0; v < count; v++) {
      yBar[v] = moments.yBar(v);
      cyy[v] = moments.cyy(v);
      for (int p = 0; p < placeOf.length; p++) {
        czy[placeOf[p] * count + v] = moments.czy(v, p);
      }
      if (moments.hasGaps(v)) {
        gaps = gaps == null ? new Gaps(count) : gaps;
        gaps.set(v, of(moments.scans(v), placeOf, columns));
      }
    }
    return new BlockMoments(
        moments.site(),
        moments.block(),
        of(moments.scans(), placeOf, columns),
        yBar,
        cyy,
        czy,
        gaps);
  }

  /** n, z̄ and Czz under the wider design. */
  public static ScanMoments of(ScanMoments scans, int[] placeOf, int columns) {
    double[] zBar = new double[columns];
    double[] czz = new double[columns * columns];
    for (int p = 0; p < placeOf.length; p++) {
      zBar[placeOf[p]] = scans.zBar(p);
      for (int q = 0; q < placeOf.length; q++) {
        czz[placeOf[p] * columns + placeOf[q]] = scans.czz(p, q);
      }
    }
    return new ScanMoments(scans.n(), zBar, czz);
  }
}
