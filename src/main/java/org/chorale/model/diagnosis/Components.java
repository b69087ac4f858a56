package org.chorale.model.diagnosis;

import java.util.List;

/**
 * Principal components of the standardised residuals, covariates taken off and site left in.
 *
 * @param share of the variance, of the first components
 * @param siteShare of every component's own variance that lies between sites, 0 to 1
 * @param scores of some scans, evenly taken
 */
public record Components(List<Double> share, List<Double> siteShare, List<Score> scores) {
  /**
   * @param site index in {@link Diagnosis#sites}
   * @param first component
   * @param second component
   */
  public record Score(int site, double first, double second) {}
}
