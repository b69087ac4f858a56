package org.chorale.stats.moments;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Moments of the covariates over some scans of one site: n, z̄ and Czz = Σ(z−z̄)(z−z̄)ᵀ.
 *
 * <p>Merging follows the contract of {@link BlockMoments}. Not thread-safe.
 */
public final class ScanMoments implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] zBar;
  private final double[] czz;
  private long n;

  /** Of no scan, for P covariates. */
  public ScanMoments(int covariateCount) {
    this(0, new double[covariateCount], new double[covariateCount * covariateCount]);
  }

  /**
   * Moments that were stored.
   *
   * @param n scans, not negative
   * @param zBar means, length P; kept, not copied
   * @param czz scatter, row-major P·P, symmetric; kept, not copied
   * @throws IllegalArgumentException if n is negative or lengths disagree
   */
  public ScanMoments(long n, double[] zBar, double[] czz) {
    if (n < 0 || czz.length != zBar.length * zBar.length) {
      throw new IllegalArgumentException(
          "n=%d, P=%d, Czz of %d values".formatted(n, zBar.length, czz.length));
    }
    this.n = n;
    this.zBar = zBar;
    this.czz = czz;
  }

  /** Number of scans. */
  public long n() {
    return n;
  }

  /** P. */
  public int covariateCount() {
    return zBar.length;
  }

  /** Mean of a covariate. */
  public double zBar(int covariate) {
    return zBar[covariate];
  }

  /** Czz of two covariates. */
  public double czz(int p, int q) {
    return czz[p * zBar.length + q];
  }

  /** Adds one scan, P covariates from {@code offset}. */
  public void add(double[] z, int offset) {
    int count = zBar.length;
    double weight = nextWeight();
    for (int p = 0; p < count; p++) {
      double dp = weight * (z[offset + p] - zBar[p]);
      for (int q = 0; q <= p; q++) {
        double value = czz[p * count + q] + dp * (z[offset + q] - zBar[q]);
        czz[p * count + q] = value;
        czz[q * count + p] = value;
      }
    }
    double share = nextShare();
    for (int p = 0; p < count; p++) {
      zBar[p] += (z[offset + p] - zBar[p]) * share;
    }
    n++;
  }

  /** Adds the scans of other moments; {@code other} is left as it is. */
  public ScanMoments merge(ScanMoments other) {
    if (other.zBar.length != zBar.length) {
      throw new IllegalArgumentException(
          "cannot merge moments of %d covariates into moments of %d"
              .formatted(other.zBar.length, zBar.length));
    }
    if (other.n == 0) {
      return this;
    }
    int count = zBar.length;
    double weight = mergeWeight(n, other.n);
    for (int p = 0; p < count; p++) {
      double dp = other.zBar[p] - zBar[p];
      for (int q = 0; q <= p; q++) {
        double dq = other.zBar[q] - zBar[q];
        double value = czz[p * count + q] + other.czz[p * count + q] + weight * (dp * dq);
        czz[p * count + q] = value;
        czz[q * count + p] = value;
      }
    }
    for (int p = 0; p < count; p++) {
      zBar[p] = mergeMean(n, zBar[p], other.n, other.zBar[p]);
    }
    n += other.n;
    return this;
  }

  /** An independent copy. */
  public ScanMoments copy() {
    return new ScanMoments(n, zBar.clone(), czz.clone());
  }

  /** Deviation of the next scan's covariate from the mean so far. */
  double deviation(int covariate, double z) {
    return z - zBar[covariate];
  }

  /** n/(n+1): the weight of the next scan's squared deviation. */
  double nextWeight() {
    return (double) n / (n + 1);
  }

  /** 1/(n+1): the share of the next scan in the mean. */
  double nextShare() {
    return 1.0 / (n + 1);
  }

  /** n_a·n_b/n, the weight of the squared difference of two means; 0 if either is empty. */
  static double mergeWeight(long a, long b) {
    return a == 0 || b == 0 ? 0 : (double) a * b / (a + b);
  }

  /**
   * (n_a·a + n_b·b)/n, the same bits whichever comes first. Equal means stay as they are, so that a
   * constant feature is constant to the last bit after any number of merges.
   */
  static double mergeMean(long na, double a, long nb, double b) {
    if (na == 0) {
      return b;
    }
    return nb == 0 || a == b ? a : (na * a + nb * b) / (na + nb);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ScanMoments other
        && n == other.n
        && Arrays.equals(zBar, other.zBar)
        && Arrays.equals(czz, other.czz);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(n) * 31 + Arrays.hashCode(zBar);
  }
}
