package org.chorale.stats.smooth;

import java.util.Arrays;

/** Sample quantiles by linear interpolation, R's type 7 (Hyndman and Fan 1996). */
public final class Quantiles {
  private final double[] sorted;

  private Quantiles(double[] sorted) {
    this.sorted = sorted;
  }

  /** Of all values, ties counted; at least two. */
  public static Quantiles of(double[] values) {
    return new Quantiles(Arrays.stream(values).sorted().toArray());
  }

  /** Of the values that differ. */
  static Quantiles ofDistinct(double[] values) {
    return new Quantiles(Arrays.stream(values).sorted().distinct().toArray());
  }

  /** The quantiles 1/(count+1) .. count/(count+1). */
  public double[] inner(int count) {
    double[] inner = new double[count];
    Arrays.setAll(inner, i -> at((i + 1.0) / (count + 1)));
    return inner;
  }

  private double at(double probability) {
    double place = probability * (sorted.length - 1);
    int below = Math.min((int) Math.floor(place), sorted.length - 2);
    double share = place - below;
    return sorted[below] + share * (sorted[below + 1] - sorted[below]);
  }
}
