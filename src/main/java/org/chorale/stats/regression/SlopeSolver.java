package org.chorale.stats.regression;

import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.chorale.stats.penalty.FeatureSums;

/**
 * Solves Σ Czz β = Σ Czy by Cholesky on the matrix scaled to unit diagonal. Immutable.
 *
 * <p>Σ over sites and Czz about site means: the slopes of the full model, sites among its columns.
 * Czz of all scans about the grand mean: those of the model without sites.
 */
public final class SlopeSolver implements Slopes {
  /** A pivot below this share of a column's within-site scatter: the column depends on others. */
  static final double SMALLEST_PIVOT = 1e-10;

  private final double[] scale;
  private final DecompositionSolver solver;

  private SlopeSolver(double[] scale, DecompositionSolver solver) {
    this.scale = scale;
    this.solver = solver;
  }

  /**
   * Decomposes the scatter of the covariates.
   *
   * @param czz P×P row-major, symmetric; not changed
   * @param count P
   * @return null if the columns are linearly dependent or one doesn't vary within any site
   */
  public static SlopeSolver of(double[] czz, int count) {
    double[] scale = new double[count];
    for (int p = 0; p < count; p++) {
      double diagonal = czz[p * count + p];
      if (!(diagonal > 0)) {
        return null;
      }
      scale[p] = 1 / Math.sqrt(diagonal);
    }
    if (count == 0) {
      return new SlopeSolver(scale, null);
    }
    RealMatrix scaled = MatrixUtils.createRealMatrix(count, count);
    for (int p = 0; p < count; p++) {
      for (int q = 0; q <= p; q++) {
        double value = p == q ? 1 : czz[p * count + q] * scale[p] * scale[q];
        scaled.setEntry(p, q, value);
        scaled.setEntry(q, p, value);
      }
    }
    try {
      return new SlopeSolver(
          scale,
          new CholeskyDecomposition(
                  scaled, CholeskyDecomposition.DEFAULT_RELATIVE_SYMMETRY_THRESHOLD, SMALLEST_PIVOT)
              .getSolver());
    } catch (NonPositiveDefiniteMatrixException dependent) {
      return null;
    }
  }

  @Override
  public double[] solve(FeatureSums sums, BlockFit fit, int v) {
    return solve(sums.czy());
  }

  /** β for the right-hand side, which is not changed. */
  public double[] solve(double[] czy) {
    double[] beta = new double[scale.length];
    if (scale.length == 0) {
      return beta;
    }
    for (int p = 0; p < scale.length; p++) {
      beta[p] = czy[p] * scale[p];
    }
    beta = solver.solve(new ArrayRealVector(beta, false)).toArray();
    for (int p = 0; p < scale.length; p++) {
      beta[p] *= scale[p];
    }
    return beta;
  }

  /** [(Σ Czz)⁻¹]_pp: the variance of β_p in units of the residual variance. */
  public double variance(int p) {
    double[] unit = new double[scale.length];
    unit[p] = 1;
    return solve(unit)[p];
  }
}
