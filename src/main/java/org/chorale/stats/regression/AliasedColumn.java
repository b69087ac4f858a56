package org.chorale.stats.regression;

import java.util.ArrayList;
import java.util.List;

/**
 * A covariate column whose effect can't be told apart from site effects or from other columns.
 *
 * @param column its index
 * @param partners the columns that determine it within sites; empty: it doesn't vary within any
 *     site, so site columns determine it
 */
public record AliasedColumn(int column, List<Integer> partners) {
  private static final double SMALLEST_PART = 1e-6;

  /**
   * Decomposes the within-site scatter column by column: a column whose remaining pivot is below
   * 1e-10 of its scatter is a combination of the ones before it.
   *
   * @param within Σᵢ Czz, row-major P·P
   * @param total scatter of all scans about the grand mean, row-major P·P
   */
  public static List<AliasedColumn> find(double[] within, double[] total, int count) {
    List<AliasedColumn> aliased = new ArrayList<>();
    List<Integer> independent = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      double scatter = within[p * count + p];
      if (!(scatter > SlopeSolver.SMALLEST_PIVOT * total[p * count + p])) {
        aliased.add(new AliasedColumn(p, List.of()));
        continue;
      }
      double[] weights = project(within, count, independent, p);
      double pivot = scatter;
      for (int k = 0; k < weights.length; k++) {
        pivot -= weights[k] * within[independent.get(k) * count + p];
      }
      if (pivot > SlopeSolver.SMALLEST_PIVOT * scatter) {
        independent.add(p);
      } else {
        aliased.add(new AliasedColumn(p, partners(within, count, independent, weights, p)));
      }
    }
    return aliased;
  }

  private static List<Integer> partners(
      double[] within, int count, List<Integer> independent, double[] weights, int p) {
    List<Integer> partners = new ArrayList<>();
    for (int k = 0; k < weights.length; k++) {
      int q = independent.get(k);
      double unit = Math.sqrt(within[q * count + q] / within[p * count + p]);
      if (Math.abs(weights[k]) * unit > SMALLEST_PART) {
        partners.add(q);
      }
    }
    return partners;
  }

  /** Weights of the independent columns whose combination comes nearest to column p. */
  private static double[] project(double[] within, int count, List<Integer> independent, int p) {
    int size = independent.size();
    double[] gram = new double[size * size];
    double[] right = new double[size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        gram[i * size + j] = within[independent.get(i) * count + independent.get(j)];
      }
      right[i] = within[independent.get(i) * count + p];
    }
    return SlopeSolver.of(gram, size).solve(right);
  }
}
