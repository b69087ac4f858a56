package org.chorale.model.diagnosis;

import java.util.List;

/**
 * The effect of one column of the design, over all features, with site in the model.
 *
 * @param column {@code age}, {@code sex[M]}
 * @param covariate it belongs to
 * @param sharedWithSite R² of the column on site: how far site and covariate are confounded, 0 to 1
 * @param effects before and after
 * @param betaCorrelation between β before and β after, over features
 * @param medianErrorRatio median of standard error after / before
 * @param sample t of up to some hundred features before and after, evenly taken
 */
public record CovariateDiagnosis(
    String column,
    String covariate,
    double sharedWithSite,
    BeforeAfter<Effect> effects,
    double betaCorrelation,
    double medianErrorRatio,
    List<Point> sample) {
  /**
   * @param meanAbsT mean over features of |t|
   * @param medianAbsT its median
   * @param significant share of features with an effect at a false discovery rate of 5 %
   * @param medianAbsBeta median of |β|, in the feature's units per unit of the covariate
   */
  public record Effect(
      double meanAbsT, double medianAbsT, double significant, double medianAbsBeta) {}

  /**
   * @param feature its name
   * @param before t before
   * @param after t after
   */
  public record Point(String feature, double before, double after) {}
}
