package org.chorale.stats.moments;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The features of a block that miss values in some scans, each with the covariate moments of the
 * scans in which it is observed.
 *
 * <p>Costs P² numbers for such a feature, nothing for the others.
 */
public final class Gaps implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ScanMoments[] observed;

  /** No gaps in V features. */
  public Gaps(int featureCount) {
    this.observed = new ScanMoments[featureCount];
  }

  /** Moments of the feature's observed scans, or null if it has no gap. */
  public ScanMoments of(int feature) {
    return observed[feature];
  }

  /** Says that a feature's observed scans are these; kept, not copied. */
  public void set(int feature, ScanMoments scans) {
    observed[feature] = scans;
  }

  /** The feature misses the next scan; until now it was observed in all of {@code scans}. */
  void open(int feature, ScanMoments scans) {
    if (observed[feature] == null) {
      observed[feature] = scans.copy();
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Gaps other && Arrays.equals(observed, other.observed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(observed);
  }
}
