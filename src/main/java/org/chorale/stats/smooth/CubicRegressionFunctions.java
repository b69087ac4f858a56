package org.chorale.stats.smooth;

import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Natural cubic splines by their values β at the knots: function j is 1 at knot j, 0 at the others.
 *
 * <pre>
 *   f(x) = a⁻β_j + a⁺β_j+1 + c⁻(Fβ)_j + c⁺(Fβ)_j+1      x between knots j and j+1, h apart
 *   a⁻ = (x_j+1 − x)/h           c⁻ = [(x_j+1 − x)³/h − h(x_j+1 − x)]/6
 *   a⁺ = (x − x_j)/h             c⁺ = [(x − x_j)³/h − h(x − x_j)]/6
 *   Fβ: second derivatives at the knots, B⁻¹D inside, 0 at both ends;   ∫f″² = βᵀDᵀB⁻¹Dβ
 * </pre>
 *
 * Wood 2017, section 5.3.1 and table 5.1.
 */
final class CubicRegressionFunctions implements SplineFunctions {
  private final double[] knots;
  private final RealMatrix difference;
  private final RealMatrix second;

  /**
   * @param knots increasing, at least three
   */
  CubicRegressionFunctions(double[] knots) {
    this.knots = knots;
    int inner = knots.length - 2;
    this.difference = MatrixUtils.createRealMatrix(inner, knots.length);
    RealMatrix b = MatrixUtils.createRealMatrix(inner, inner);
    for (int i = 0; i < inner; i++) {
      double left = knots[i + 1] - knots[i];
      double right = knots[i + 2] - knots[i + 1];
      difference.setEntry(i, i, 1 / left);
      difference.setEntry(i, i + 1, -1 / left - 1 / right);
      difference.setEntry(i, i + 2, 1 / right);
      b.setEntry(i, i, (left + right) / 3);
      if (i + 1 < inner) {
        b.setEntry(i, i + 1, right / 6);
        b.setEntry(i + 1, i, right / 6);
      }
    }
    this.second = MatrixUtils.createRealMatrix(knots.length, knots.length);
    // Relative to the knots' own unit: Cholesky's smallest pivot is an absolute one.
    double unit = b.getEntry(0, 0);
    for (int i = 0; i < inner; i++) {
      unit = Math.min(unit, b.getEntry(i, i));
    }
    RealMatrix solved =
        new CholeskyDecomposition(b.scalarMultiply(1 / unit))
            .getSolver()
            .solve(difference.scalarMultiply(1 / unit));
    second.setSubMatrix(solved.getData(), 1, 0);
  }

  @Override
  public int count() {
    return knots.length;
  }

  @Override
  public void evaluate(double x, int derivative, double[] out) {
    int j = 0;
    while (j < knots.length - 2 && knots[j + 1] <= x) {
      j++;
    }
    double h = knots[j + 1] - knots[j];
    double left = x - knots[j];
    double right = knots[j + 1] - x;
    boolean value = derivative == 0;
    double aMinus = value ? right / h : -1 / h;
    double aPlus = value ? left / h : 1 / h;
    double cMinus = value ? (right * right / h - h) * right / 6 : (h - 3 * right * right / h) / 6;
    double cPlus = value ? (left * left / h - h) * left / 6 : (3 * left * left / h - h) / 6;
    for (int p = 0; p < knots.length; p++) {
      out[p] = cMinus * second.getEntry(j, p) + cPlus * second.getEntry(j + 1, p);
    }
    out[j] += aMinus;
    out[j + 1] += aPlus;
  }

  @Override
  public double[] roughness() {
    int count = knots.length;
    RealMatrix inner = second.getSubMatrix(1, count - 2, 0, count - 1);
    RealMatrix s = difference.transpose().multiply(inner);
    double[] symmetric = new double[count * count];
    for (int p = 0; p < count; p++) {
      for (int q = 0; q < count; q++) {
        symmetric[p * count + q] = (s.getEntry(p, q) + s.getEntry(q, p)) / 2;
      }
    }
    return symmetric;
  }
}
