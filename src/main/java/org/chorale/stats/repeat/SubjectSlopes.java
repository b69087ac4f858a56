package org.chorale.stats.repeat;

import java.util.Arrays;

/**
 * Change of one feature over time within subjects: each subject's least-squares slope,
 *
 * <pre>
 *   slope = Σ(t−t̄)(y−ȳ)/Σ(t−t̄)²
 * </pre>
 *
 * over the scans with time and value. A subject with fewer than two different times has none, NaN.
 * Immutable.
 */
public final class SubjectSlopes {
  private final double[] slope;
  private final Values values = new Values();

  private SubjectSlopes(double[] slope) {
    this.slope = slope;
    Arrays.stream(slope).forEach(values::add);
  }

  /**
   * Slopes of a feature.
   *
   * @param y value of every scan, NaN missing; not changed
   * @param time of every scan, NaN missing; not changed
   * @param subjectOf subject of every scan, negative if it is left out; not changed
   * @param subjectCount how many subjects
   */
  public static SubjectSlopes of(double[] y, double[] time, int[] subjectOf, int subjectCount) {
    double[] n = new double[subjectCount];
    double[] meanTime = new double[subjectCount];
    double[] meanY = new double[subjectCount];
    double[] ctt = new double[subjectCount];
    double[] cty = new double[subjectCount];
    for (int j = 0; j < y.length; j++) {
      int s = subjectOf[j];
      if (s >= 0 && !Double.isNaN(y[j]) && !Double.isNaN(time[j])) {
        double dt = time[j] - meanTime[s];
        double dy = y[j] - meanY[s];
        double weight = n[s] / (n[s] + 1);
        n[s]++;
        meanTime[s] += dt / n[s];
        meanY[s] += dy / n[s];
        ctt[s] += weight * dt * dt;
        cty[s] += weight * dt * dy;
      }
    }
    double[] slope = new double[subjectCount];
    Arrays.setAll(slope, s -> ctt[s] > 0 ? cty[s] / ctt[s] : Double.NaN);
    return new SubjectSlopes(slope);
  }

  /** Slope of a subject, the feature's unit per unit of time. */
  public double slope(int subject) {
    return slope[subject];
  }

  /** Subjects with a slope. */
  public int count() {
    return values.count();
  }

  /** Mean slope over subjects, each counting once; NaN of none. */
  public double mean() {
    return values.mean();
  }

  /** Standard deviation of the slopes over subjects, divisor count − 1; NaN of fewer than two. */
  public double sd() {
    return Math.sqrt(values.variance());
  }
}
