package org.chorale.stats.domain;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How many values of each feature of a run left its domain, how far the values reach, and the scan
 * farthest outside. A commutative monoid, exact: the order of adding can't be seen in it. Travels.
 */
public final class OutsideCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int NONE = -1;

  private final DomainScale features;
  private final int[] observed;
  private final int[] outside;
  private final double[] lowest;
  private final double[] highest;
  private final double[] worst;
  private final int[] worstScan;

  /** Of no scan. */
  public OutsideCounts(DomainScale features) {
    int count = features.count();
    this.features = features;
    observed = new int[count];
    outside = new int[count];
    lowest = new double[count];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    highest = new double[count];
    Arrays.fill(highest, Double.NEGATIVE_INFINITY);
    worst = new double[count];
    worstScan = new int[count];
    Arrays.fill(worstScan, NONE);
  }

  /**
   * Adds a scan.
   *
   * @param scan its index
   * @param y values of the run, from {@code offset} on
   */
  public void add(int scan, double[] y, int offset) {
    for (int k = 0; k < observed.length; k++) {
      double value = y[offset + features.feature(k)];
      if (!Double.isNaN(value)) {
        observed[k]++;
        lowest[k] = Math.min(lowest[k], value);
        highest[k] = Math.max(highest[k], value);
        double beyond = features.domain(k).beyond(value);
        if (beyond >= 0) {
          outside[k]++;
          keepWorst(k, scan, beyond);
        }
      }
    }
  }

  /** Of scans that are equally far outside the first by index. */
  private void keepWorst(int k, int scan, double beyond) {
    boolean first = worstScan[k] == NONE || beyond > worst[k];
    if (first || (beyond == worst[k] && scan < worstScan[k])) {
      worst[k] = beyond;
      worstScan[k] = scan;
    }
  }

  /** Adds other scans of the same features and returns this; {@code other} is left as it is. */
  public OutsideCounts merge(OutsideCounts other) {
    for (int k = 0; k < observed.length; k++) {
      observed[k] += other.observed[k];
      outside[k] += other.outside[k];
      lowest[k] = Math.min(lowest[k], other.lowest[k]);
      highest[k] = Math.max(highest[k], other.highest[k]);
      if (other.worstScan[k] != NONE) {
        keepWorst(k, other.worstScan[k], other.worst[k]);
      }
    }
    return this;
  }

  /** The features that are counted. */
  public DomainScale features() {
    return features;
  }

  /** Values of the k-th feature that are not missing. */
  public int observed(int k) {
    return observed[k];
  }

  /** Those outside of its domain. */
  public int outside(int k) {
    return outside[k];
  }

  /** Smallest of its values; infinite of none. */
  public double lowest(int k) {
    return lowest[k];
  }

  /** Largest of its values; negative infinite of none. */
  public double highest(int k) {
    return highest[k];
  }

  /** Index of the scan whose value lies farthest outside; the first of several. */
  public int worstScan(int k) {
    return worstScan[k];
  }
}
