package org.chorale.stats.adjust;

import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.moments.ScanMoments;

/**
 * The moments that scans of one site have once they are adjusted, from those they have before.
 *
 * <p>The adjustment of a feature is affine in its value and in the covariates, y' = f·y + g + hᵀz
 * with f = 1/√δ*, h = (1−f)β and g = (1−f)α − fσγ*, so moments about the site's means are too:
 *
 * <pre>
 *   ȳ' = fȳ + g + hᵀz̄      Czy' = f·Czy + Czz h      Cyy' = f²Cyy + 2f hᵀCzy + hᵀCzz h
 * </pre>
 *
 * Scans that are adjusted for one batch variable can so be fitted for the next one without being
 * read again.
 */
public final class AdjustedMoments {
  private AdjustedMoments() {}

  /**
   * Moments after an adjustment.
   *
   * @param before of scans that all get this adjustment; not changed
   * @param adjustment of the same features
   */
  public static BlockMoments of(BlockMoments before, Adjustment adjustment) {
    int count = before.featureCount();
    int covariates = before.covariateCount();
    double[] yBar = new double[count];
    double[] cyy = new double[count];
    double[] czy = new double[covariates * count];
    double[] h = new double[covariates];
    for (int v = 0; v < count; v++) {
      double f = adjustment.factor(v);
      ScanMoments scans = before.scans(v);
      yBar[v] = before.yBar(v);
      cyy[v] = before.cyy(v);
      if (adjustment.moves(v) && scans.n() > 0) {
        yBar[v] = f * yBar[v] + adjustment.offset(v);
        cyy[v] *= f * f;
      }
      for (int p = 0; p < covariates; p++) {
        h[p] = adjustment.slope(v, p);
        yBar[v] += h[p] * scans.zBar(p);
        czy[p * count + v] = f * before.czy(v, p);
      }
      for (int p = 0; p < covariates; p++) {
        double fitted = 0;
        for (int q = 0; q < covariates; q++) {
          fitted += scans.czz(p, q) * h[q];
        }
        cyy[v] += h[p] * (2 * f * before.czy(v, p) + fitted);
        czy[p * count + v] += fitted;
      }
      cyy[v] = Math.max(0, cyy[v]);
    }
    return before.with(yBar, cyy, czy);
  }
}
