package org.chorale.stats.rank;

/** What a site's values are centred at before their deviations are compared. */
public enum Centre {
  /** The mean: Levene 1960. */
  MEAN,
  /** The median: Brown and Forsythe 1974, right also where values are skewed. */
  MEDIAN
}
