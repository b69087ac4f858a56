package org.chorale.stats.bayes;

import java.io.Serializable;

/**
 * Priors of one site by the method of moments: γ ~ N(γ̄, τ²), δ ~ inverse gamma(a, b).
 *
 * <pre>
 *   γ̄ = mean γ̂   τ² = var₁ γ̂   m = mean δ̂   s² = var₁ δ̂   a = (2s² + m²)/s²   b = (ms² + m³)/s²
 * </pre>
 */
public final class SitePrior implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A variance over features needs that many. */
  public static final int FEWEST_FEATURES = 2;

  private final double gammaBar;
  private final double tau2;
  private final double deltaMean;
  private final double deltaVariance;

  private SitePrior(double gammaBar, double tau2, double deltaMean, double deltaVariance) {
    this.gammaBar = gammaBar;
    this.tau2 = tau2;
    this.deltaMean = deltaMean;
    this.deltaVariance = deltaVariance;
  }

  /**
   * @param moments γ̂ and δ̂ of the site over the features of the run
   * @param withScale whether a scale prior is wanted
   * @return null if fewer than {@link #FEWEST_FEATURES} features inform a prior that is wanted
   */
  public static SitePrior of(PriorMoments moments, boolean withScale) {
    boolean enough =
        moments.location().count() >= FEWEST_FEATURES
            && (!withScale || moments.scale().count() >= FEWEST_FEATURES);
    return enough
        ? new SitePrior(
            moments.location().mean(),
            moments.location().sampleVariance(),
            moments.scale().mean(),
            moments.scale().sampleVariance())
        : null;
  }

  /** A prior that was stored: γ̄, τ², m and s². */
  public static SitePrior stored(
      double gammaBar, double tau2, double deltaMean, double deltaVariance) {
    return new SitePrior(gammaBar, tau2, deltaMean, deltaVariance);
  }

  /** γ̄, in σ. */
  public double gammaBar() {
    return gammaBar;
  }

  /** τ², in σ². */
  public double tau2() {
    return tau2;
  }

  /** m, the mean of δ̂. */
  public double deltaMean() {
    return deltaMean;
  }

  /** s², the variance of δ̂. */
  public double deltaVariance() {
    return deltaVariance;
  }

  /** a, the shape; infinite if all δ̂ are equal. */
  public double aPrior() {
    return (2 * deltaVariance + deltaMean * deltaMean) / deltaVariance;
  }

  /** b, the scale; infinite if all δ̂ are equal. */
  public double bPrior() {
    return (deltaMean * deltaVariance + deltaMean * deltaMean * deltaMean) / deltaVariance;
  }
}
