package org.chorale.stats.nonparametric;

import java.util.Arrays;

/**
 * Replaces the draws of a box by nodes of interpolation.
 *
 * <pre>
 *   Σ_u F(γ_u, λ_u) ≈ Σ_kl W_kl F(γ_k, λ_l),   W_kl = Σ_u L_k(γ_u) L_l(λ_u),   λ = log δ
 * </pre>
 *
 * for every smooth F at once, with L the Lagrange polynomials of the Chebyshev zeros of the box;
 * here from sums of Chebyshev polynomials, L_k(x) = (1/p) Σ_m (2 − [m=0]) T_m(x_k) T_m(x).
 */
final class CellBuilder {
  private final Box box;
  private final Interpolation byLocation;
  private final Interpolation byScale;

  private CellBuilder(Box box, Interpolation byLocation, Interpolation byScale) {
    this.box = box;
    this.byLocation = byLocation;
    this.byScale = byScale;
  }

  /**
   * A cell for sites of up to n scans.
   *
   * @param thorough as many nodes as there may be, for features far from all draws
   * @return null if the box is too large or has too few draws to be worth a cell
   */
  static CellBuilder of(Box box, int draws, double n, boolean thorough) {
    int fewest = thorough ? Interpolation.MOST_NODES : 1;
    double halfGamma = box.halfGamma();
    double halfLog = box.scales.halfLog();
    double curvature = n * halfGamma * halfGamma / box.scales.low;
    Interpolation byLocation = Interpolation.of(halfGamma, b -> 0.5 * curvature * b * b, fewest);
    Interpolation byScale =
        byLocation == null
            ? null
            : Interpolation.of(halfLog, b -> scaleGrowth(n, halfLog * b), fewest);
    boolean worthwhile = byScale != null && byLocation.nodes() * byScale.nodes() < draws;
    return worthwhile ? new CellBuilder(box, byLocation, byScale) : null;
  }

  private static double scaleGrowth(double n, double imaginary) {
    double right = 0.5 * Math.PI;
    return imaginary < right
        ? -0.5 * n * StrictMath.log(StrictMath.cos(imaginary))
        : Double.POSITIVE_INFINITY;
  }

  /** Whether its box need not be divided. */
  boolean isFine() {
    return byLocation.fine() && byScale.fine();
  }

  /** Adds the nodes that stand for draws from one index to before another. */
  void addNodes(double[] gamma, double[] delta, int from, int to, PointList nodes) {
    int p = byLocation.nodes();
    int q = byScale.nodes();
    double[] sums = new double[p * q];
    double[] t = new double[p];
    double[] s = new double[q];
    double middleGamma = box.middleGamma();
    double middleLog = box.scales.middleLog();
    for (int u = from; u < to; u++) {
      byLocation.polynomials(inside(gamma[u] - middleGamma, box.halfGamma()), t);
      byScale.polynomials(inside(StrictMath.log(delta[u]) - middleLog, box.scales.halfLog()), s);
      for (int m = 0; m < p; m++) {
        for (int l = 0; l < q; l++) {
          sums[m * q + l] += t[m] * s[l];
        }
      }
    }
    for (int k = 0; k < p; k++) {
      byLocation.polynomials(byLocation.node(k), t);
      for (int l = 0; l < q; l++) {
        byScale.polynomials(byScale.node(l), s);
        nodes.add(
            middleGamma + box.halfGamma() * byLocation.node(k),
            StrictMath.exp(middleLog + box.scales.halfLog() * byScale.node(l)),
            weight(sums, t, s));
      }
    }
  }

  private static double weight(double[] sums, double[] t, double[] s) {
    double weight = 0;
    for (int m = 0; m < t.length; m++) {
      for (int l = 0; l < s.length; l++) {
        double multiple = (m == 0 ? 1 : 2) * (l == 0 ? 1 : 2);
        weight += multiple * t[m] * s[l] * sums[m * s.length + l];
      }
    }
    return weight / (t.length * s.length);
  }

  /** Where a draw is in [−1, 1]; rounding may not carry it outside. */
  private static double inside(double off, double half) {
    return half == 0 ? 0 : Math.max(-1, Math.min(1, off / half));
  }

  /** The cell, with the four draws that touch the sides of the box. */
  Cell cell(double[] gamma, double[] delta, int from, int to) {
    int[] some = new int[Cell.KNOWN];
    Arrays.fill(some, from);
    for (int u = from + 1; u < to; u++) {
      some[0] = gamma[u] < gamma[some[0]] ? u : some[0];
      some[1] = gamma[u] > gamma[some[1]] ? u : some[1];
      some[2] = delta[u] < delta[some[2]] ? u : some[2];
      some[3] = delta[u] > delta[some[3]] ? u : some[3];
    }
    double[] someGamma = new double[some.length];
    double[] someDelta = new double[some.length];
    for (int k = 0; k < some.length; k++) {
      someGamma[k] = gamma[some[k]];
      someDelta[k] = delta[some[k]];
    }
    return new Cell(box, byLocation, byScale, someGamma, someDelta);
  }
}
