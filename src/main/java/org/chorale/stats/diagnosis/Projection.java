package org.chorale.stats.diagnosis;

import java.io.Serializable;

/**
 * Few columns that stand for many features: the features themselves where there are no more of them
 * than columns, else a sparse random projection that keeps distances between scans (Kane and Nelson
 * 2014, Journal of the ACM 61:4). Every feature goes to {@value #COLUMNS_PER_FEATURE} columns with
 * a random sign, by a hash of the seed and its index: the same whatever tasks do it.
 *
 * <p>Features are standardised first: their values less their mean over their standard deviation,
 * missing ones at the mean. One column more has the mean over all features. Immutable; travels.
 */
public final class Projection implements Serializable {
  private static final long serialVersionUID = 1L;

  static final int COLUMNS_PER_FEATURE = 4;

  private final int width;
  private final int featureCount;
  private final long seed;

  /**
   * @param mostColumns at least one
   * @param featureCount V
   */
  public Projection(int mostColumns, int featureCount, long seed) {
    this.width = Math.min(mostColumns, featureCount);
    this.featureCount = featureCount;
    this.seed = seed;
  }

  /** Columns that stand for features. */
  public int width() {
    return width;
  }

  /** Whether columns are mixtures of features. */
  public boolean isRandom() {
    return featureCount > width;
  }

  /** All columns, that of the mean included, which is the last one. */
  public int columns() {
    return width + 1;
  }

  /**
   * Adds a feature.
   *
   * @param feature index among all
   * @param values of all scans, N from {@code from}; not changed
   * @param into sums, {@code [scan*columns + column]}
   */
  public void add(int feature, double[] values, int from, int n, double[] into) {
    double mean = 0;
    int observed = 0;
    for (int s = 0; s < n; s++) {
      double value = values[from + s];
      if (!Double.isNaN(value)) {
        observed++;
        mean += (value - mean) / observed;
      }
    }
    double squares = 0;
    for (int s = 0; s < n; s++) {
      double apart = values[from + s] - mean;
      squares += Double.isNaN(apart) ? 0 : apart * apart;
    }
    double sd = Math.sqrt(squares / (observed - 1.0));
    if (!(sd > 0) || Double.isInfinite(sd)) {
      return;
    }
    int columns = columns();
    int[] targets = new int[isRandom() ? COLUMNS_PER_FEATURE : 1];
    double[] weights = new double[targets.length];
    aim(feature, targets, weights);
    for (int s = 0; s < n; s++) {
      double standard = (values[from + s] - mean) / sd;
      if (!Double.isNaN(standard)) {
        int row = s * columns;
        for (int t = 0; t < targets.length; t++) {
          into[row + targets[t]] += weights[t] * standard;
        }
        into[row + width] += standard / featureCount;
      }
    }
  }

  private void aim(int feature, int[] targets, double[] weights) {
    if (!isRandom()) {
      targets[0] = feature;
      weights[0] = 1;
      return;
    }
    for (int t = 0; t < targets.length; t++) {
      long hash = mix(seed + mix((long) feature * COLUMNS_PER_FEATURE + t));
      targets[t] = (int) Long.remainderUnsigned(hash >>> 1, width);
      weights[t] = ((hash & 1) == 0 ? 1 : -1) / Math.sqrt(COLUMNS_PER_FEATURE);
    }
  }

  /** Finaliser of SplitMix64 (Steele, Lea and Flood 2014, OOPSLA). */
  private static long mix(long x) {
    long z = x + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
