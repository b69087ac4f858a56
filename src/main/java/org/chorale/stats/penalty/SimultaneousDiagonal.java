package org.chorale.stats.penalty;

import java.util.Arrays;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * One penalty and the rest of the system, made diagonal together, so that every λ costs O(P).
 *
 * <pre>
 *   M(λ) = A + λS,  A = C + penalties held;  λ₀ = tr A / tr S over the smooth's columns
 *   Wᵀ M(λ₀) W = I,   λ₀ WᵀSW = diag(e),  0 ≤ e ≤ 1
 *   Wᵀ M(ρλ₀) W = diag(q),   q = (1 − e) + ρe
 * </pre>
 *
 * All in the coordinates of the penalties' axes. Against M(λ₀), not C: columns that only their
 * penalty holds up (knots without scans) are no trouble. Golub and Van Loan 2013, Matrix
 * Computations, algorithm 8.7.1. Immutable.
 */
final class SimultaneousDiagonal {
  /** A pivot below this share of a column's own: the column depends on others. */
  private static final double SMALLEST_PIVOT = 1e-10;

  private final double unit;
  private final double[] e;
  private final double[][] w;
  private final double[][] within;
  private final double logDeterminant;
  private final PenalisedSpan span;

  private SimultaneousDiagonal(
      PenalisedSpan span,
      double unit,
      double[] e,
      double[][] w,
      double[][] within,
      double logDeterminant) {
    this.span = span;
    this.unit = unit;
    this.e = e;
    this.w = w;
    this.within = within;
    this.logDeterminant = logDeterminant;
  }

  /**
   * @param within C, row-major P·P; not changed
   * @param held A; the same object if nothing else is penalised
   * @return null if M isn't positive definite to rounding
   */
  static SimultaneousDiagonal of(double[] within, double[] held, PenalisedSpan span, int count) {
    double unit = span.unit(held, count);
    double[] sum = held.clone();
    span.addAlongAxes(sum, count, unit);
    double[] scale = new double[count];
    Arrays.setAll(scale, p -> 1 / Math.sqrt(sum[p * count + p]));
    boolean positive = Arrays.stream(scale).allMatch(s -> s > 0 && Double.isFinite(s));
    RealMatrix l = positive && unit > 0 ? lower(scaled(sum, scale)) : null;
    if (l == null) {
      return null;
    }
    double[] penalty = new double[count * count];
    span.addAlongAxes(penalty, count, unit);
    RealMatrix inverse = inverseOfLower(l);
    EigenDecomposition eigen =
        new EigenDecomposition(
            symmetric(inverse.multiply(scaled(penalty, scale)).multiply(inverse.transpose())));
    RealMatrix w =
        MatrixUtils.createRealDiagonalMatrix(scale)
            .multiply(inverse.transpose())
            .multiply(eigen.getV());
    double[] e = eigen.getRealEigenvalues();
    double logDeterminant = 0;
    for (int i = 0; i < count; i++) {
      logDeterminant += 2 * Math.log(l.getEntry(i, i) / scale[i]);
      // Sorted downwards; beyond the rank of the penalty there is only rounding.
      e[i] = i < span.rank() ? Math.min(1, Math.max(0, e[i])) : 0;
    }
    double[][] rotated = within == held ? null : rotated(within, w);
    return new SimultaneousDiagonal(span, unit, e, w.getData(), rotated, logDeterminant);
  }

  private static double[][] rotated(double[] within, RealMatrix w) {
    double[] asItIs = new double[w.getRowDimension()];
    Arrays.fill(asItIs, 1);
    return w.transpose().multiply(scaled(within, asItIs)).multiply(w).getData();
  }

  /** Cholesky's factor, or null if a pivot is too small. */
  private static RealMatrix lower(RealMatrix scaled) {
    try {
      return new CholeskyDecomposition(
              scaled, CholeskyDecomposition.DEFAULT_RELATIVE_SYMMETRY_THRESHOLD, SMALLEST_PIVOT)
          .getL();
    } catch (NonPositiveDefiniteMatrixException dependent) {
      return null;
    }
  }

  private static RealMatrix scaled(double[] matrix, double[] scale) {
    int count = scale.length;
    RealMatrix scaled = MatrixUtils.createRealMatrix(count, count);
    for (int p = 0; p < count; p++) {
      for (int q = 0; q <= p; q++) {
        double value = matrix[p * count + q] * scale[p] * scale[q];
        scaled.setEntry(p, q, value);
        scaled.setEntry(q, p, value);
      }
    }
    return scaled;
  }

  private static RealMatrix inverseOfLower(RealMatrix l) {
    RealMatrix inverse = MatrixUtils.createRealIdentityMatrix(l.getRowDimension());
    for (int c = 0; c < l.getRowDimension(); c++) {
      RealVector column = inverse.getColumnVector(c);
      MatrixUtils.solveLowerTriangularSystem(l, column);
      inverse.setColumnVector(c, column);
    }
    return inverse;
  }

  private static RealMatrix symmetric(RealMatrix m) {
    return m.add(m.transpose()).scalarMultiply(0.5);
  }

  PenalisedSpan span() {
    return span;
  }

  /** P. */
  int count() {
    return e.length;
  }

  /** λ₀. */
  double unit() {
    return unit;
  }

  /** e, λ₀ times the penalty's share in a direction; exactly 0 where nothing is penalised. */
  double share(int i) {
    return e[i];
  }

  /** log |M(λ₀)|. */
  double logDeterminant() {
    return logDeterminant;
  }

  /** Wᵀx. */
  double[] rotate(double[] x) {
    double[] rotated = new double[e.length];
    for (int p = 0; p < e.length; p++) {
      for (int i = 0; i < e.length; i++) {
        rotated[i] += w[p][i] * x[p];
      }
    }
    return rotated;
  }

  /** Wh. */
  double[] rotateBack(double[] h) {
    double[] back = new double[e.length];
    for (int p = 0; p < e.length; p++) {
      for (int i = 0; i < e.length; i++) {
        back[p] += w[p][i] * h[i];
      }
    }
    return back;
  }

  /** WᵀCW h; diagonal, 1 − e, if nothing else is penalised. */
  double[] within(double[] h) {
    double[] product = new double[e.length];
    for (int i = 0; i < e.length; i++) {
      if (within == null) {
        product[i] = (1 - e[i]) * h[i];
      } else {
        for (int j = 0; j < e.length; j++) {
          product[i] += within[i][j] * h[j];
        }
      }
    }
    return product;
  }

  /** (WᵀCW)_ii. */
  double withinDiagonal(int i) {
    return within == null ? 1 - e[i] : within[i][i];
  }
}
