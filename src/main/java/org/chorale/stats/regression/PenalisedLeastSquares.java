package org.chorale.stats.regression;

import org.chorale.stats.penalty.FeatureSums;
import org.chorale.stats.penalty.PenalisedSlopes;
import org.chorale.stats.penalty.Penalty;
import org.chorale.stats.penalty.SlopeFit;

/** Slopes with penalties: β = (Σ Czz + Σ λS)⁻¹ Σ Czy. */
final class PenalisedLeastSquares implements Slopes {
  private final PenalisedSlopes slopes;

  private PenalisedLeastSquares(PenalisedSlopes slopes) {
    this.slopes = slopes;
  }

  /** Null if effects can't be told apart. */
  static Slopes of(Penalty penalty, double[] czz, int count) {
    PenalisedSlopes slopes = penalty.slopes(czz, count);
    return slopes == null ? null : new PenalisedLeastSquares(slopes);
  }

  @Override
  public double[] solve(FeatureSums sums, BlockFit fit, int v) {
    SlopeFit solved = slopes.solve(sums, fit.block(), v);
    if (solved == null) {
      return null;
    }
    for (int m = 0; m < fit.smoothCount(); m++) {
      fit.lambda[m * fit.featureCount() + v] = solved.lambda()[m];
      fit.edf[m * fit.featureCount() + v] = solved.edf()[m];
    }
    return solved.beta();
  }
}
