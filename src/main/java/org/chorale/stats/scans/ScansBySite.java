package org.chorale.stats.scans;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The scans of a study in the order in which a run of features holds them, site by site, and their
 * covariates. Some 8·(P+1) bytes per scan. Immutable; travels.
 */
public final class ScansBySite implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int OUT = -1;

  private final int[] first;
  private final int[] placeOf;
  private final double[] z;
  private final int covariateCount;

  /**
   * Orders scans.
   *
   * @param siteOf site of every scan, negative if it is left out
   * @param siteCount S
   * @param z covariates, {@code [scan*P + p]}; not kept
   * @param covariateCount P
   */
  public ScansBySite(int[] siteOf, int siteCount, double[] z, int covariateCount) {
    this.covariateCount = covariateCount;
    first = new int[siteCount + 1];
    for (int site : siteOf) {
      if (site >= 0) {
        first[site + 1]++;
      }
    }
    for (int i = 0; i < siteCount; i++) {
      first[i + 1] += first[i];
    }
    int[] next = first.clone();
    placeOf = new int[siteOf.length];
    Arrays.fill(placeOf, OUT);
    this.z = new double[first[siteCount] * covariateCount];
    for (int s = 0; s < siteOf.length; s++) {
      if (siteOf[s] >= 0) {
        placeOf[s] = next[siteOf[s]]++;
        System.arraycopy(
            z, s * covariateCount, this.z, placeOf[s] * covariateCount, covariateCount);
      }
    }
  }

  private ScansBySite(int[] first, int[] placeOf, double[] z, int covariateCount) {
    this.first = first;
    this.placeOf = placeOf;
    this.z = z;
    this.covariateCount = covariateCount;
  }

  /**
   * The same order for a table that has the scans in another one.
   *
   * @param places of the other table's scans, negative where one has no part; not copied
   */
  public ScansBySite inOrderOf(int[] places) {
    return new ScansBySite(first, places, z, covariateCount);
  }

  /** N, scans that take part. */
  public int count() {
    return first[first.length - 1];
  }

  /** Place of a scan, or a negative number if it is left out. */
  public int place(int scan) {
    return placeOf[scan];
  }

  /** S. */
  public int siteCount() {
    return first.length - 1;
  }

  /** First place of a site; the next site's first is one past its last. */
  public int first(int site) {
    return first[site];
  }

  /** Most scans of a site. */
  public int most() {
    int most = 0;
    for (int i = 0; i < siteCount(); i++) {
      most = Math.max(most, first[i + 1] - first[i]);
    }
    return most;
  }

  /** P. */
  public int covariateCount() {
    return covariateCount;
  }

  /** Site of every place. */
  public int[] siteOfPlaces() {
    int[] sites = new int[count()];
    for (int i = 0; i < siteCount(); i++) {
      Arrays.fill(sites, first[i], first[i + 1], i);
    }
    return sites;
  }

  /** Covariates of all scans by place, {@code [place*P + p]}; the caller must not write. */
  public double[] z() {
    return z;
  }

  /** α + zᵀβ of the scan at a place. */
  public double fixed(int place, double alpha, double[] beta) {
    double fixed = alpha;
    for (int p = 0; p < covariateCount; p++) {
      fixed += z[place * covariateCount + p] * beta[p];
    }
    return fixed;
  }
}
