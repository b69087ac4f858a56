package org.chorale.stats.balance;

import java.util.Arrays;
import org.chorale.stats.density.KernelDensity;

/**
 * Bhattacharyya coefficient of a covariate's distributions at two sites, ∫ √(p q): 1 where they are
 * equal, 0 where they are disjoint. Bhattacharyya 1943, Bulletin of the Calcutta Mathematical
 * Society 35:99.
 *
 * <p>p and q are kernel densities with bandwidths of their own ({@link KernelDensity#bandwidth}) on
 * {@value #POINTS} points, equally spaced from {@value #MARGIN} bandwidths below the smallest value
 * to as many above the largest, each summing to 1 there. Symmetric to the bit. A site with a single
 * value, or equal ones, takes the other's bandwidth.
 */
public final class Overlap {
  /** Points of the grid. */
  static final int POINTS = 512;

  /** Bandwidths by which the grid exceeds the values. */
  static final double MARGIN = 4;

  private Overlap() {}

  /**
   * Overlap of two sites.
   *
   * @param a values at one site, NaN missing; not changed
   * @param b at the other; not changed
   * @return NaN if a site has no value; 1 or 0 if both have one value only, many times or once
   */
  public static double of(double[] a, double[] b) {
    double[] left = observed(a);
    double[] right = observed(b);
    if (left.length == 0 || right.length == 0) {
      return Double.NaN;
    }
    double leftWidth = KernelDensity.bandwidth(left);
    double rightWidth = KernelDensity.bandwidth(right);
    if (!(leftWidth > 0) && !(rightWidth > 0)) {
      return left[0] == right[0] ? 1 : 0;
    }
    leftWidth = leftWidth > 0 ? leftWidth : rightWidth;
    rightWidth = rightWidth > 0 ? rightWidth : leftWidth;
    double margin = MARGIN * Math.max(leftWidth, rightWidth);
    double low = Math.min(left[0], right[0]) - margin;
    double high = Math.max(left[left.length - 1], right[right.length - 1]) + margin;
    double step = (high - low) / (POINTS - 1);
    double[] p = KernelDensity.of(left, leftWidth, low, step, POINTS);
    double[] q = KernelDensity.of(right, rightWidth, low, step, POINTS);
    double shared = 0;
    for (int k = 0; k < POINTS; k++) {
      shared += Math.sqrt(p[k] * q[k]);
    }
    return Math.min(1, shared / Math.sqrt(sum(p) * sum(q)));
  }

  private static double[] observed(double[] values) {
    return Arrays.stream(values).filter(x -> !Double.isNaN(x)).sorted().toArray();
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
