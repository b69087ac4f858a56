package org.chorale.stats.robust;

/**
 * Median and biweight midvariance.
 *
 * <pre>
 *   M = median|x−c|   u = (x−c)/(9 M/Φ⁻¹(¾))
 *   bmv = n Σ_{|u|&lt;1} (x−c)²(1−u²)⁴ / [ Σ_{|u|&lt;1} (1−u²)(1−5u²) ]²
 * </pre>
 *
 * What lies nine normal standard deviations from the centre and more has no weight. The lower sum
 * is at least n/12, since half of the values have |u| ≤ 1/13: only M = 0 leaves no estimate.
 * Mosteller and Tukey 1977, Data Analysis and Regression; Lax 1985, Journal of the American
 * Statistical Association 80:736.
 */
public final class Biweight {
  /** Φ⁻¹(¾), the third quartile of the standard normal. */
  private static final double THIRD_QUARTILE = 0.6744897501960817;

  /** Medians of absolute deviations at which a value has lost its weight. */
  private static final double REACH = 9 / THIRD_QUARTILE;

  private Biweight() {}

  /**
   * Median of some values: of an even number the mean of the two in the middle. O(n).
   *
   * @param x holds them from {@code from} to {@code end}, at least one, none NaN; reordered
   */
  public static double median(double[] x, int from, int end) {
    int count = end - from;
    int middle = from + count / 2;
    double upper = select(x, from, end, middle);
    if (count % 2 == 1) {
      return upper;
    }
    double lower = x[from];
    for (int k = from + 1; k < middle; k++) {
      lower = Math.max(lower, x[k]);
    }
    return (lower + upper) / 2;
  }

  /**
   * Puts the value of a rank at its place, no larger one before it and no smaller one behind: Hoare
   * 1961, Communications of the ACM 4:321 (FIND), with the median of three as pivot.
   */
  private static double select(double[] x, int from, int end, int rank) {
    int left = from;
    int right = end - 1;
    while (left < right) {
      double pivot = middleOf(x[left], x[(left + right) >>> 1], x[right]);
      int i = left;
      int j = right;
      while (i <= j) {
        while (x[i] < pivot) {
          i++;
        }
        while (x[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double swapped = x[i];
          x[i++] = x[j];
          x[j--] = swapped;
        }
      }
      if (rank <= j) {
        right = j;
      } else if (rank >= i) {
        left = i;
      } else {
        return x[rank];
      }
    }
    return x[rank];
  }

  private static double middleOf(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  /**
   * The sums.
   *
   * @param x holds the values from {@code from} to {@code end}, at least one; not changed
   * @param centre c
   * @param deviation M, the median of |x−c|, not 0
   */
  static double midvariance(double[] x, int from, int end, double centre, double deviation) {
    double perReach = 1 / (REACH * deviation);
    double above = 0;
    double below = 0;
    for (int k = from; k < end; k++) {
      double off = x[k] - centre;
      double u = off * perReach;
      double u2 = u * u;
      if (u2 < 1) {
        double w = 1 - u2;
        above += off * off * (w * w) * (w * w);
        below += w * (1 - 5 * u2);
      }
    }
    double n = (double) end - from;
    return n * above / (below * below);
  }
}
