package org.chorale.model.diagnosis;

import java.util.List;

/**
 * One site.
 *
 * @param label of the site
 * @param scans nᵢ
 * @param method how its scans were treated: {@code location-scale}, {@code reference} …
 * @param grade of what its sample allows: {@code green}, {@code amber}, {@code red}
 * @param reasons for the grade, as short phrases; none if green
 * @param profile its covariates, each as a phrase, in the order of the design
 * @param meanAbsGammaStar mean over features of |γ*|, in pooled standard deviations
 * @param minDeltaStar smallest δ*
 * @param maxDeltaStar largest δ*
 * @param gamma distribution of γ̂ against its prior; null where there is none
 * @param delta distribution of δ̂ against its prior; null where there is none
 */
public record SiteDiagnosis(
    String label,
    long scans,
    String method,
    String grade,
    List<String> reasons,
    List<String> profile,
    double meanAbsGammaStar,
    double minDeltaStar,
    double maxDeltaStar,
    PriorPlot gamma,
    PriorPlot delta) {
  /**
   * Density of raw estimates over features and of the prior fitted to them.
   *
   * @param x grid
   * @param estimates kernel density of the estimates
   * @param prior its density, normal for γ̂, inverse gamma for δ̂
   * @param distance Kolmogorov–Smirnov, between the two
   * @param fits whether the parametric prior may stand
   */
  public record PriorPlot(
      List<Double> x, List<Double> estimates, List<Double> prior, double distance, boolean fits) {}
}
