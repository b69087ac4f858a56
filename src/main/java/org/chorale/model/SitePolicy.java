package org.chorale.model;

import org.chorale.stats.bayes.SiteTreatment.Effects;

/** How a site is treated, given its number of scans. */
final class SitePolicy {
  private final Specification specification;
  private final boolean allMeanOnly;

  /**
   * @param allMeanOnly whether a small site makes all of them mean-only
   */
  SitePolicy(Specification specification, boolean allMeanOnly) {
    this.specification = specification;
    this.allMeanOnly = allMeanOnly;
  }

  /**
   * A site.
   *
   * @throws InvalidInputException if it is to be the reference and has one scan
   */
  Site site(String label, int n) {
    if (label.equals(specification.referenceSite())) {
      return reference(label, n);
    }
    if (specification.method().isScore()) {
      return new Site(label, n, Effects.LOCATION_AND_SCALE, Site.Reason.DEFAULT);
    }
    if (specification.meanOnly() || specification.method() == Method.RESIDUALISE) {
      return new Site(label, n, Effects.LOCATION, Site.Reason.MEAN_ONLY_REQUESTED);
    }
    if (n < Math.max(2, specification.minScans())) {
      return new Site(label, n, Effects.LOCATION, Site.Reason.BELOW_MIN_SCANS);
    }
    return allMeanOnly
        ? new Site(label, n, Effects.LOCATION, Site.Reason.SMALL_SITE_ELSEWHERE)
        : new Site(label, n, Effects.LOCATION_AND_SCALE, Site.Reason.DEFAULT);
  }

  private Site reference(String label, int n) {
    if (n < 2) {
      throw new InvalidInputException(
          "the reference site '%s' has one scan; a reference needs at least two for its variance"
              .formatted(label));
    }
    Effects effects = specification.method().isScore() ? Effects.LOCATION_AND_SCALE : Effects.NONE;
    return new Site(label, n, effects, Site.Reason.REFERENCE_SITE);
  }
}
