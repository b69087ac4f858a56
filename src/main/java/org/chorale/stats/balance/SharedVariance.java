package org.chorale.stats.balance;

import java.util.List;
import org.chorale.stats.moments.ScanMoments;
import org.chorale.stats.regression.SlopeSolver;

/**
 * How much a covariate tells of the site, from moments of scans: the mean squared canonical
 * correlation of its q design columns with S sites,
 *
 * <pre>
 *   tr(T⁻¹B)/min(q, S−1)    B = Σ nᵢ(z̄ᵢ−z̄)(z̄ᵢ−z̄)ᵀ    T = Σ Czz + B
 * </pre>
 *
 * Pillai's trace over its largest value. For a continuous covariate it is η², the R² of the column
 * on site; for the columns of a categorical one the square of Cramér's V, the same whichever level
 * is the baseline. 0: the covariate is distributed alike everywhere, as far as means go; 1: it
 * can't be told from site. S counts sites with scans. NaN with fewer than two, or if a column is
 * constant or a combination of others.
 */
public final class SharedVariance {
  private SharedVariance() {}

  /**
   * Shared variance of one covariate.
   *
   * @param sites moments of the scans of every site; not changed
   * @param columns of the covariate, at least one; not changed
   */
  public static double of(List<ScanMoments> sites, int[] columns) {
    ScanMoments all = new ScanMoments(sites.get(0).covariateCount());
    int siteCount = 0;
    for (ScanMoments site : sites) {
      all.merge(site);
      siteCount += site.n() > 0 ? 1 : 0;
    }
    int count = columns.length;
    double[] total = new double[count * count];
    for (int at = 0; at < total.length; at++) {
      total[at] = all.czz(columns[at / count], columns[at % count]);
    }
    SlopeSolver solver = SlopeSolver.of(total, count);
    if (solver == null || siteCount < 2) {
      return Double.NaN;
    }
    double trace = 0;
    double[] apart = new double[count];
    for (ScanMoments site : sites) {
      for (int k = 0; k < count; k++) {
        apart[k] = site.zBar(columns[k]) - all.zBar(columns[k]);
      }
      double[] solved = solver.solve(apart);
      for (int k = 0; k < count; k++) {
        trace += site.n() * apart[k] * solved[k];
      }
    }
    return trace / Math.min(count, siteCount - 1);
  }
}
