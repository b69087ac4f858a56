package org.chorale.model;

/**
 * A covariate whose effect on the features is to be kept, as the user declared it.
 *
 * @param name column of the scan table
 * @param kind how it enters the design
 */
public record Term(String name, Kind kind) {
  /** How a covariate enters the design. */
  public enum Kind {
    /** One column, linear. */
    CONTINUOUS,
    /** An indicator for each level but the first. */
    CATEGORICAL
  }

  /** A linear covariate. */
  public static Term continuous(String name) {
    return new Term(name, Kind.CONTINUOUS);
  }

  /** A covariate with levels. */
  public static Term categorical(String name) {
    return new Term(name, Kind.CATEGORICAL);
  }
}
