package org.chorale.stats.simulate;

import java.io.Serializable;

/** What a simulated feature is made of. Immutable; arrays must not be written. */
public final class FeatureTruth implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double alpha;
  private final double sigma;
  private final double betaAge;
  private final double betaSex;
  private final double[] gamma;
  private final double[] delta;

  FeatureTruth(
      double alpha, double sigma, double betaAge, double betaSex, double[] gamma, double[] delta) {
    this.alpha = alpha;
    this.sigma = sigma;
    this.betaAge = betaAge;
    this.betaSex = betaSex;
    this.gamma = gamma;
    this.delta = delta;
  }

  double value(int site, double age, boolean male, double noise) {
    double fixed = alpha + betaAge * (age - Simulation.AGE_ORIGIN) + (male ? betaSex : 0);
    return fixed + sigma * (gamma[site] + Math.sqrt(delta[site]) * noise);
  }

  /** Mean of a woman of 45 without site effect. */
  public double alpha() {
    return alpha;
  }

  /** Residual standard deviation where δ = 1. */
  public double sigma() {
    return sigma;
  }

  /** Effect of a year. */
  public double betaAge() {
    return betaAge;
  }

  /** Effect of being male. */
  public double betaSex() {
    return betaSex;
  }

  /** γ by site, in σ. */
  public double[] gamma() {
    return gamma;
  }

  /** δ by site, a variance in σ². */
  public double[] delta() {
    return delta;
  }
}
