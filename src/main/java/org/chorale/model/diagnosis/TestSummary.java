package org.chorale.model.diagnosis;

import java.util.List;

/**
 * A test of site effects, over all features.
 *
 * @param name {@code anova}, {@code likelihood-ratio}, {@code kruskal-wallis}, {@code levene},
 *     {@code levene-mean}, {@code bartlett}, {@code fligner-killeen}
 * @param title for people
 * @param aspect {@code location} or {@code scale}
 * @param results before and after
 */
public record TestSummary(String name, String title, String aspect, BeforeAfter<Result> results) {
  /**
   * @param tested features that could be
   * @param significant of them at a false discovery rate of 5 % (Benjamini and Hochberg)
   * @param bonferroni of them at 5 % after Bonferroni
   * @param medianStatistic over features
   * @param pHistogram features by p value, twenty bins from 0 to 1
   */
  public record Result(
      long tested,
      long significant,
      long bonferroni,
      double medianStatistic,
      List<Long> pHistogram) {
    /** Share of the tested features that are significant; NaN if none was tested. */
    public double share() {
      return tested == 0 ? Double.NaN : (double) significant / tested;
    }
  }
}
