package org.chorale.stats.repeat;

/**
 * Count, mean and variance of the numbers that aren't missing (Welford 1962, Technometrics 4:419).
 */
final class Values {
  private int count;
  private double mean;
  private double squares;

  /** Adds a number; NaN is none. */
  void add(double x) {
    if (!Double.isNaN(x)) {
      count++;
      double apart = x - mean;
      mean += apart / count;
      squares += apart * (x - mean);
    }
  }

  int count() {
    return count;
  }

  /** NaN of none. */
  double mean() {
    return count > 0 ? mean : Double.NaN;
  }

  /** Divisor count − 1; NaN of fewer than two. */
  double variance() {
    double degreesOfFreedom = count - 1;
    return count > 1 ? squares / degreesOfFreedom : Double.NaN;
  }
}
