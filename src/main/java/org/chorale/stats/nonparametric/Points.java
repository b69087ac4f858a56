package org.chorale.stats.nonparametric;

import java.io.Serializable;

/**
 * Points of the (γ, δ) plane side by side, with weights: draws, or nodes of interpolation that
 * stand for draws. Readers must not write.
 */
final class Points implements Serializable {
  private static final long serialVersionUID = 1L;

  final double[] gamma;
  final double[] delta;
  final double[] weight;

  /** 1/(2δ). */
  final double[] halfPrecision;

  /** −½ log δ. */
  final double[] halfLogPrecision;

  /** Draws: each of weight 1. The arrays are kept. */
  Points(double[] gamma, double[] delta) {
    this(gamma, delta, ones(gamma.length));
  }

  /** The arrays are kept. */
  Points(double[] gamma, double[] delta, double[] weight) {
    this.gamma = gamma;
    this.delta = delta;
    this.weight = weight;
    this.halfPrecision = new double[gamma.length];
    this.halfLogPrecision = new double[gamma.length];
    for (int k = 0; k < gamma.length; k++) {
      halfPrecision[k] = 1 / (2 * delta[k]);
      halfLogPrecision[k] = -0.5 * StrictMath.log(delta[k]);
    }
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  int count() {
    return gamma.length;
  }
}
