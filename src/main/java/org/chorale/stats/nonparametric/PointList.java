package org.chorale.stats.nonparametric;

import java.util.Arrays;

/** Points as they are gathered. */
final class PointList {
  private double[] gamma = new double[1024];
  private double[] delta = new double[1024];
  private double[] weight = new double[1024];
  private int count;

  int count() {
    return count;
  }

  void add(double pointGamma, double pointDelta, double pointWeight) {
    if (count == gamma.length) {
      int capacity = Math.addExact(count, count >> 1);
      gamma = Arrays.copyOf(gamma, capacity);
      delta = Arrays.copyOf(delta, capacity);
      weight = Arrays.copyOf(weight, capacity);
    }
    gamma[count] = pointGamma;
    delta[count] = pointDelta;
    weight[count] = pointWeight;
    count++;
  }

  Points points() {
    return new Points(
        Arrays.copyOf(gamma, count), Arrays.copyOf(delta, count), Arrays.copyOf(weight, count));
  }
}
