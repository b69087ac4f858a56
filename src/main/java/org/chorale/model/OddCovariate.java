package org.chorale.model;

/**
 * A covariate of a new scan that the model's scans had nothing like.
 *
 * @param scan id
 * @param column the covariate
 * @param value its text
 * @param reason what is odd
 */
public record OddCovariate(String scan, String column, String value, Reason reason) {
  /** What is odd. */
  public enum Reason {
    /** Outside the values of the fit. */
    OUT_OF_RANGE,
    /** A level that the model doesn't have. */
    UNSEEN_LEVEL
  }

  /** The reason code in lower case, as it stands in files. */
  public String reasonCode() {
    return Word.of(reason);
  }
}
