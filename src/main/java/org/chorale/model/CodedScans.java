package org.chorale.model;

import java.util.Arrays;

/**
 * Scans as the jobs see them: the group each belongs to, and its covariates as the design codes
 * them. Scans of a group are summed together and adjusted alike: a group is a site, or with several
 * batch variables a cell of their crossing.
 */
public final class CodedScans {
  private final ScanTable table;
  private final int[] groupOf;
  private final double[] z;
  private final int covariateCount;

  /**
   * @param groupOf of every scan, or {@link Cohort#OUT}; kept, not copied
   * @param z coded covariates, {@code [scan*P + p]}; kept, not copied
   * @param covariateCount P
   */
  public CodedScans(ScanTable table, int[] groupOf, double[] z, int covariateCount) {
    this.table = table;
    this.groupOf = groupOf;
    this.z = z;
    this.covariateCount = covariateCount;
  }

  /** All scans, also those left out. */
  public ScanTable table() {
    return table;
  }

  /** Group of every scan, or {@link Cohort#OUT}; the caller must not write. */
  public int[] groupOf() {
    return groupOf;
  }

  /** Coded covariates, {@code [scan*P + p]}; the caller must not write. */
  public double[] z() {
    return z;
  }

  /** P. */
  public int covariateCount() {
    return covariateCount;
  }

  /** Scans that take part. */
  public int size() {
    return (int) Arrays.stream(groupOf).filter(group -> group != Cohort.OUT).count();
  }
}
