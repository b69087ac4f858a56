package org.chorale.stats.robust;

import java.util.Arrays;
import org.chorale.stats.bayes.SumOfSquares;

/**
 * The values of one feature at one site, sorted once, so that the median of |x−c| about any centre
 * c takes a search in them. What stands for Σ(x−γ)² is (n−1)·bmv(x; γ), or the sum itself where the
 * values have no robust scale. For one thread; filled again and again.
 */
public final class SortedSample implements SumOfSquares {
  /**
   * A median deviation below this share of the values' size is rounding of the regression, as 0
   * would be: residuals are differences of numbers of that size.
   */
  static final double ROUNDING = 1e-12;

  private double[] x = new double[0];
  private int count;
  private boolean plain;

  /** Holds other values: some of an array, none NaN, at least one; not kept. */
  public SortedSample set(double[] from, int begin, int end) {
    count = end - begin;
    if (x.length < count) {
      x = new double[Math.max(count, 2 * x.length)];
    }
    System.arraycopy(from, begin, x, 0, count);
    Arrays.sort(x, 0, count);
    plain = false;
    return this;
  }

  /** Takes the sum of squares itself. */
  SortedSample plainly(boolean choice) {
    plain = choice;
    return this;
  }

  /** Median; of an even number of values the mean of the two in the middle. */
  public double median() {
    double upper = x[count / 2];
    return count % 2 == 1 ? upper : (x[count / 2 - 1] + upper) / 2;
  }

  /** M, the median of |x−c|. */
  public double deviation(double centre) {
    double upper = nearest(centre, count / 2);
    return count % 2 == 1 ? upper : (nearest(centre, count / 2 - 1) + upper) / 2;
  }

  /**
   * The |x−c| of a rank, counted from 0. The values that are nearest to c lie side by side: of all
   * runs of rank + 1 values it is the one whose farther end is nearest.
   */
  private double nearest(double centre, int rank) {
    int low = 0;
    int high = count - 1 - rank;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (x[middle + rank] - centre >= centre - x[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    double nearest = farther(centre, low, rank);
    return low == 0 ? nearest : Math.min(nearest, farther(centre, low - 1, rank));
  }

  private double farther(double centre, int first, int rank) {
    return Math.max(centre - x[first], x[first + rank] - centre);
  }

  /** Biweight midvariance; NaN if {@link #deviation} is 0. */
  public double midvariance(double centre) {
    double deviation = deviation(centre);
    return deviation > 0 ? Biweight.midvariance(x, 0, count, centre, deviation) : Double.NaN;
  }

  @Override
  public double about(double gamma) {
    double degreesOfFreedom = count - 1;
    return plain ? squares(gamma) : degreesOfFreedom * midvariance(gamma);
  }

  private double squares(double centre) {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      double off = x[k] - centre;
      sum += off * off;
    }
    return sum;
  }
}
