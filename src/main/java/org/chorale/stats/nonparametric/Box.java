package org.chorale.stats.nonparametric;

import java.io.Serializable;

/** The smallest box that holds some draws, in γ and δ. Immutable. */
final class Box implements Serializable {
  private static final long serialVersionUID = 1L;

  final double gammaLow;
  final double gammaHigh;
  final ScaleRange scales;

  private Box(double gammaLow, double gammaHigh, ScaleRange scales) {
    this.gammaLow = gammaLow;
    this.gammaHigh = gammaHigh;
    this.scales = scales;
  }

  /** Of the draws from one index to before another, at least one. */
  static Box of(double[] gamma, double[] delta, int from, int to) {
    double gammaLow = gamma[from];
    double gammaHigh = gamma[from];
    double deltaLow = delta[from];
    double deltaHigh = delta[from];
    for (int k = from + 1; k < to; k++) {
      gammaLow = Math.min(gammaLow, gamma[k]);
      gammaHigh = Math.max(gammaHigh, gamma[k]);
      deltaLow = Math.min(deltaLow, delta[k]);
      deltaHigh = Math.max(deltaHigh, delta[k]);
    }
    return new Box(gammaLow, gammaHigh, ScaleRange.of(deltaLow, deltaHigh));
  }

  boolean contains(double gamma, double delta) {
    return gamma >= gammaLow && gamma <= gammaHigh && delta >= scales.low && delta <= scales.high;
  }

  /** Half the width in γ. */
  double halfGamma() {
    return 0.5 * gammaHigh - 0.5 * gammaLow;
  }

  double middleGamma() {
    return 0.5 * gammaHigh + 0.5 * gammaLow;
  }

  /** Distance of γ from the box; 0 inside. */
  double nearest(double gamma) {
    return Math.max(0, Math.max(gammaLow - gamma, gamma - gammaHigh));
  }

  /** Distance of γ from the far side. */
  double farthest(double gamma) {
    return Math.max(Math.abs(gammaLow - gamma), Math.abs(gamma - gammaHigh));
  }
}
