package org.chorale.model;

/**
 * A scan that is not in the output, and why.
 *
 * @param id of the scan
 * @param site its label, or null where it is missing
 * @param reason why
 * @param column the column that is missing, or null
 */
public record LeftOut(String id, String site, Reason reason, String column) {
  /** Why a scan is left out. */
  public enum Reason {
    /** In the scan table, but without features. */
    MISSING_FEATURES,
    /** No site. */
    MISSING_SITE,
    /** No value of a covariate. */
    MISSING_COVARIATE,
    /** Its site has fewer scans than {@code --min-scans} and was excluded. */
    SITE_EXCLUDED,
    /** A level of a covariate that the model doesn't have. */
    UNSEEN_LEVEL
  }

  /** Whether it has features, whatever else is missing. */
  boolean isInTable() {
    return reason != Reason.MISSING_FEATURES;
  }

  /** The reason code in lower case, as it stands in files. */
  public String reasonCode() {
    return Word.of(reason);
  }
}
