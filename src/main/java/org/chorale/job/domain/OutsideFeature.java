package org.chorale.job.domain;

import java.io.Serializable;
import org.chorale.stats.domain.Domain;
import org.chorale.stats.domain.OutsideCounts;

/** A feature of which values left its domain; those with most of them first. Travels. */
public final class OutsideFeature implements Serializable, Comparable<OutsideFeature> {
  private static final long serialVersionUID = 1L;

  private final int feature;
  private final String name;
  private final Domain domain;
  private final int outside;
  private final int observed;
  private final double lowest;
  private final double highest;
  private final int worstScan;

  /**
   * @param feature its index among all
   * @param k its place among those that are counted
   */
  OutsideFeature(int feature, String name, OutsideCounts counts, int k) {
    this.feature = feature;
    this.name = name;
    this.domain = counts.features().domain(k);
    this.outside = counts.outside(k);
    this.observed = counts.observed(k);
    this.lowest = counts.lowest(k);
    this.highest = counts.highest(k);
    this.worstScan = counts.worstScan(k);
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Its domain. */
  public Domain domain() {
    return domain;
  }

  /** Values outside of it. */
  public int outside() {
    return outside;
  }

  /** Values that are not missing. */
  public int observed() {
    return observed;
  }

  /** Smallest of them. */
  public double lowest() {
    return lowest;
  }

  /** Largest of them. */
  public double highest() {
    return highest;
  }

  /** Index of the scan whose value lies farthest outside. */
  public int worstScan() {
    return worstScan;
  }

  @Override
  public int compareTo(OutsideFeature other) {
    int order = Integer.compare(other.outside, outside);
    return order != 0 ? order : Integer.compare(feature, other.feature);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof OutsideFeature other && compareTo(other) == 0;
  }

  @Override
  public int hashCode() {
    return feature;
  }
}
