package org.chorale.stats.density;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;
import org.chorale.stats.bayes.SitePrior;

/**
 * Whether the parametric prior of a site fits its raw effects over features: γ̂ against N(γ̄, τ²),
 * δ̂ against the inverse gamma distribution with shape a and scale b.
 *
 * <p>Both densities on one grid, {@value #POINTS} points from {@value #MARGIN} bandwidths below the
 * smallest effect to as many above the largest (a scale's grid does not go below 0), and the
 * Kolmogorov–Smirnov distance of the effects' distribution to the prior's. The prior does not fit
 * where D &gt; {@value #FAR} + {@value #NOISE}/√V. The second part is what the distance of V
 * independent draws from the very prior exceeds once in twenty times (Kolmogorov's distribution);
 * the first is how far a prior may be off before it matters. A p-value would refuse every prior at
 * a hundred thousand features. Features are correlated and the prior is made from them, so the rule
 * is a rule and not a test.
 *
 * <p>Effects that are missing, NaN, are left out. Without two different effects there is nothing to
 * fit: distance NaN, densities empty. Immutable; V log V.
 */
public final class PriorFit {
  /** Points of the grid, as R's {@code density}. */
  public static final int POINTS = 512;

  /** Bandwidths by which the grid exceeds the effects, as R's {@code density}. */
  public static final double MARGIN = 3;

  /** Distance at which a prior is another distribution. */
  public static final double FAR = 0.1;

  /** The upper 5 % point of Kolmogorov's distribution. */
  public static final double NOISE = 1.358;

  private final int features;
  private final double first;
  private final double step;
  private final double[] effects;
  private final double[] prior;
  private final double distance;

  private PriorFit(
      double[] raw, double lowest, DoubleUnaryOperator density, DoubleUnaryOperator below) {
    double[] sorted = Arrays.stream(raw).filter(x -> !Double.isNaN(x)).sorted().toArray();
    features = sorted.length;
    double bandwidth = KernelDensity.bandwidth(sorted);
    if (!(bandwidth > 0)) {
      first = Double.NaN;
      step = Double.NaN;
      effects = new double[0];
      prior = new double[0];
      distance = Double.NaN;
      return;
    }
    first = Math.max(lowest, sorted[0] - MARGIN * bandwidth);
    step = (sorted[features - 1] + MARGIN * bandwidth - first) / (POINTS - 1);
    effects = KernelDensity.of(sorted, bandwidth, first, step, POINTS);
    prior = new double[POINTS];
    Arrays.setAll(prior, k -> density.applyAsDouble(first + k * step));
    distance = distance(sorted, below);
  }

  private static double distance(double[] sorted, DoubleUnaryOperator below) {
    double n = sorted.length;
    double farthest = 0;
    for (int k = 0; k < sorted.length; k++) {
      double expected = below.applyAsDouble(sorted[k]);
      farthest = Math.max(farthest, Math.max((k + 1) / n - expected, expected - k / n));
    }
    return farthest;
  }

  /**
   * Location: γ̂ against N(γ̄, τ²).
   *
   * @param gammaHat of the features; not changed
   */
  public static PriorFit ofLocation(double[] gammaHat, SitePrior prior) {
    double mean = prior.gammaBar();
    double sd = Math.sqrt(prior.tau2());
    return new PriorFit(
        gammaHat,
        Double.NEGATIVE_INFINITY,
        x -> Math.exp(-(x - mean) * (x - mean) / (2 * sd * sd)) / (sd * Math.sqrt(2 * Math.PI)),
        x -> Erf.erfc((mean - x) / (sd * Math.sqrt(2))) / 2);
  }

  /**
   * Scale: δ̂ against the inverse gamma distribution.
   *
   * @param deltaHat of the features; not changed
   */
  public static PriorFit ofScale(double[] deltaHat, SitePrior prior) {
    double a = prior.aPrior();
    double b = prior.bPrior();
    return new PriorFit(
        deltaHat,
        0,
        x ->
            x > 0
                ? Math.exp(a * Math.log(b) - Gamma.logGamma(a) - (a + 1) * Math.log(x) - b / x)
                : 0,
        x -> x > 0 ? Gamma.regularizedGammaQ(a, b / x) : 0);
  }

  /** V, effects that are not missing. */
  public int features() {
    return features;
  }

  /** A point of the grid, in σ or σ². */
  public double at(int point) {
    return first + point * step;
  }

  /** Kernel density of the effects on the grid. */
  public double[] effectsDensity() {
    return effects.clone();
  }

  /** Density of the prior on the grid. */
  public double[] priorDensity() {
    return prior.clone();
  }

  /** Kolmogorov–Smirnov distance, 0 to 1. */
  public double distance() {
    return distance;
  }

  /** Distance above which the prior doesn't fit. */
  public double threshold() {
    return FAR + NOISE / Math.sqrt(features);
  }

  /** Whether the prior is another distribution than the effects'. */
  public boolean isFar() {
    return distance > threshold();
  }
}
