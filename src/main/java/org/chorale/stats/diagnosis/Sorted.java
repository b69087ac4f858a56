package org.chorale.stats.diagnosis;

import java.util.Arrays;
import org.chorale.stats.compare.AdjustedPValues;

/** Numbers over features, in ascending order, those that are not there left out. */
public final class Sorted {
  private final double[] values;

  /** Sorts; {@code numbers} are not changed, NaN is left out. */
  public Sorted(double[] numbers) {
    values = Arrays.stream(numbers).filter(x -> !Double.isNaN(x)).sorted().toArray();
  }

  /** How many there are. */
  public int count() {
    return values.length;
  }

  /** Mean; NaN of none. */
  public double mean() {
    double mean = values.length == 0 ? Double.NaN : 0;
    for (int k = 0; k < values.length; k++) {
      mean += (values[k] - mean) / (k + 1);
    }
    return mean;
  }

  /** Quantile by linear interpolation, R's type 7; NaN of none. */
  public double quantile(double share) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double place = share * (values.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(values.length - 1, below + 1);
    double part = place - below;
    return part == 0 ? values[below] : values[below] + part * (values[above] - values[below]);
  }

  /** Middle value; NaN of none. */
  public double median() {
    return quantile(0.5);
  }

  /** How many do not exceed a bound. */
  public int countUpTo(double bound) {
    int low = 0;
    int high = values.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[middle] <= bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The numbers, ascending; not copied, the caller must not write. */
  public double[] values() {
    return values;
  }

  /** Of p values: how many are significant at a false discovery rate (Benjamini and Hochberg). */
  public int discoveries(double rate) {
    return (int)
        Arrays.stream(AdjustedPValues.benjaminiHochberg(values)).filter(q -> q <= rate).count();
  }
}
