package org.chorale.stats.scans;

import java.util.Arrays;
import org.chorale.stats.regression.BlockFit;

/** The values of some consecutive features of a block in all scans of a study. */
public final class FeatureRun {
  private final ScansBySite scans;
  private final int first;
  private final int count;
  private final double[] y;

  /**
   * A run.
   *
   * @param first feature of the block
   * @param count of features
   * @param y values, {@code [k*N + place]} for feature {@code first + k}, NaN missing; kept
   */
  public FeatureRun(ScansBySite scans, int first, int count, double[] y) {
    this.scans = scans;
    this.first = first;
    this.count = count;
    this.y = y;
  }

  /** Values, {@code [k*N + place]} for feature {@code first + k}, NaN missing; not copied. */
  public double[] values() {
    return y;
  }

  /** First feature of the block. */
  public int first() {
    return first;
  }

  /** One past the last feature. */
  public int end() {
    return first + count;
  }

  /** The scans. */
  public ScansBySite scans() {
    return scans;
  }

  /**
   * y − α − zᵀβ of a feature in the scans of one site that have it.
   *
   * @param into receives them from {@code at} on
   * @return how many
   */
  public int residuals(BlockFit fit, int site, int feature, double[] into, int at) {
    int row = (feature - first) * scans.count();
    double alpha = fit.alpha()[feature];
    double[] beta = new double[scans.covariateCount()];
    Arrays.setAll(beta, p -> fit.beta()[p * fit.featureCount() + feature]);
    int end = at;
    for (int place = scans.first(site); place < scans.first(site + 1); place++) {
      double value = y[row + place];
      if (!Double.isNaN(value)) {
        into[end++] = value - scans.fixed(place, alpha, beta);
      }
    }
    return end - at;
  }

  /** The largest |y| of a feature at a site; 0 of none. */
  public double largest(int site, int feature) {
    int row = (feature - first) * scans.count();
    double largest = 0;
    for (int place = scans.first(site); place < scans.first(site + 1); place++) {
      double size = Math.abs(y[row + place]);
      largest = size > largest ? size : largest;
    }
    return largest;
  }
}
