package org.chorale.model.diagnosis;

import java.util.List;

/**
 * Agreement of scans of the same people at several sites, covariates and all.
 *
 * @param subjects scanned at more than one site
 * @param scans of theirs
 * @param agreements before and after, medians over features
 * @param pairs of sites with the most people in common
 */
public record TravellingSubjects(
    long subjects, long scans, BeforeAfter<Agreement> agreements, List<Pair> pairs) {
  /**
   * @param difference mean absolute difference within a person, in standard deviations
   * @param icc21 ICC(2,1), absolute agreement (Shrout and Fleiss 1979)
   * @param icc31 ICC(3,1), consistency
   * @param variation coefficient of variation within a person
   */
  public record Agreement(double difference, double icc21, double icc31, double variation) {}

  /**
   * Two sites.
   *
   * @param first its label
   * @param second its label
   * @param subjects scanned at both
   * @param bias median over features of |mean difference|, in standard deviations
   */
  public record Pair(String first, String second, long subjects, BeforeAfter<Double> bias) {}
}
