package org.chorale.stats.bayes;

import java.io.Serializable;

/**
 * Count, mean and centred sum of squares of numbers, mergeable under the contract of site moments.
 */
public final class Spread implements Serializable {
  private static final long serialVersionUID = 1L;

  private long count;
  private double mean;
  private double squares;

  /** Adds a number. */
  void add(double x) {
    count++;
    double delta = x - mean;
    mean += delta / count;
    squares += delta * (x - mean);
  }

  /** Adds the numbers of another; {@code other} is left as it is. */
  void merge(Spread other) {
    if (other.count == 0) {
      return;
    }
    if (count == 0) {
      count = other.count;
      mean = other.mean;
      squares = other.squares;
      return;
    }
    double delta = other.mean - mean;
    double n = (double) count + other.count;
    squares = squares + other.squares + delta * delta * ((double) count * other.count / n);
    mean = (count * mean + other.count * other.mean) / n;
    count += other.count;
  }

  /** How many. */
  public long count() {
    return count;
  }

  /** Mean; 0 of none. */
  public double mean() {
    return mean;
  }

  /** Sample variance, divisor count − 1; NaN of fewer than two. */
  public double sampleVariance() {
    return count < 2 ? Double.NaN : squares / (count - 1);
  }
}
