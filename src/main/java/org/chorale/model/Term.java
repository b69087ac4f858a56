package org.chorale.model;

import org.chorale.stats.smooth.SplineKind;

/**
 * A covariate whose effect on the features is to be kept, as the user declared it.
 *
 * @param name column of the scan table
 * @param kind how it enters the design
 * @param smooth how it is smoothed; null unless that is its kind
 */
public record Term(String name, Kind kind, Smooth smooth) {
  /** How a covariate enters the design. */
  public enum Kind {
    /** One column, linear. */
    CONTINUOUS,
    /** An indicator for each level but the first. */
    CATEGORICAL,
    /** The columns of a spline. */
    SMOOTH
  }

  /** Checks how it is smoothed. */
  public Term {
    if ((kind == Kind.SMOOTH) != (smooth != null)) {
      throw new IllegalArgumentException(kind + " with " + smooth);
    }
    if (smooth != null) {
      smooth.check(name);
    }
  }

  /** A linear covariate. */
  public static Term continuous(String name) {
    return new Term(name, Kind.CONTINUOUS, null);
  }

  /** A covariate with levels. */
  public static Term categorical(String name) {
    return new Term(name, Kind.CATEGORICAL, null);
  }

  /** A covariate with a smooth effect: neuroHarmonize's penalised B-spline, λ by REML. */
  public static Term smooth(String name) {
    return smooth(name, Smooth.of(SplineKind.PENALISED_B_SPLINE));
  }

  /**
   * A covariate with a smooth effect.
   *
   * @throws InvalidInputException if no data could make that smooth
   */
  public static Term smooth(String name, Smooth smooth) {
    return new Term(name, Kind.SMOOTH, smooth);
  }
}
