package org.chorale.stats.compare;

import java.util.Arrays;

/** p-values of many features at once. Missing ones, NaN, are no test and stay NaN. */
public final class AdjustedPValues {
  private AdjustedPValues() {}

  /**
   * False discovery rate: q of the j-th smallest of m p-values is min over k ≥ j of m·p_k/k, at
   * most 1. Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57:289.
   *
   * @param p not changed
   */
  public static double[] benjaminiHochberg(double[] p) {
    double[] q = Arrays.stream(p).filter(x -> !Double.isNaN(x)).sorted().toArray();
    double[] sorted = q.clone();
    double tests = sorted.length;
    double smallest = 1;
    for (int k = sorted.length; k > 0; k--) {
      smallest = Math.min(smallest, tests / k * sorted[k - 1]);
      q[k - 1] = smallest;
    }
    double[] adjusted = new double[p.length];
    // Equal p-values have equal q, whichever of them the search meets.
    Arrays.setAll(adjusted, v -> Double.isNaN(p[v]) ? p[v] : q[Arrays.binarySearch(sorted, p[v])]);
    return adjusted;
  }

  /**
   * Family-wise error rate: m·p, at most 1, for m p-values.
   *
   * @param p not changed
   */
  public static double[] bonferroni(double[] p) {
    double tests = Arrays.stream(p).filter(x -> !Double.isNaN(x)).count();
    return Arrays.stream(p).map(x -> Math.min(1, tests * x)).toArray();
  }
}
