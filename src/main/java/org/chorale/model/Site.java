package org.chorale.model;

import org.chorale.stats.bayes.SiteTreatment.Effects;

/**
 * A site of the run and what is removed from its scans.
 *
 * @param label as in the scan table, joint sites joined by {@code +}
 * @param scans n, those used in the run (those left out, for an excluded site)
 * @param effects what is removed
 * @param reason why it is treated so
 */
public record Site(String label, int scans, Effects effects, Reason reason) {
  /** Why a site is treated as it is. The names are the reason codes of the ledger. */
  public enum Reason {
    /** As the method is by default. */
    DEFAULT,
    /** Asked for at every site. */
    MEAN_ONLY_REQUESTED,
    /** Fewer scans than {@code --min-scans}. */
    BELOW_MIN_SCANS,
    /** Another site is small, and then location only is removed everywhere. */
    SMALL_SITE_ELSEWHERE,
    /** Chosen as the reference. */
    REFERENCE_SITE,
    /** The model that is applied doesn't have it. */
    UNSEEN_SITE
  }

  /** The word for people. */
  public String method() {
    return switch (effects) {
      case LOCATION_AND_SCALE -> "location-scale";
      case LOCATION -> "mean-only";
      case NONE -> reason == Reason.UNSEEN_SITE ? "passed-through" : "reference";
    };
  }

  /** The reason code in lower case, as it stands in files. */
  public String reasonCode() {
    return Word.of(reason);
  }
}
