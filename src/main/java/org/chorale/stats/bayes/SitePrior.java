package org.chorale.stats.bayes;

import java.io.Serializable;
import java.util.List;
import java.util.function.ToDoubleFunction;

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

  /**
   * A prior for a site of a population of sites: what γ and δ of a feature drawn at random are at a
   * site drawn at random. By the law of total variance, with S sites,
   *
   * <pre>
   *   γ̄ = meanᵢ γ̄ᵢ   τ² = meanᵢ τᵢ² + var₁ᵢ γ̄ᵢ   m = meanᵢ mᵢ   s² = meanᵢ sᵢ² + var₁ᵢ mᵢ
   * </pre>
   *
   * with divisor S − 1 in var₁; 0 for one site. Every site counts the same, however many scans or
   * features it has. As ComBat's own priors, these hold the sampling error of γ̂ and δ̂.
   *
   * @param sites priors of sites; those without a scale prior inform the location only
   * @return without a scale prior if no site has one
   * @throws IllegalArgumentException if there is no site
   */
  public static SitePrior pooled(List<SitePrior> sites) {
    if (sites.isEmpty()) {
      throw new IllegalArgumentException("no site to pool");
    }
    List<SitePrior> scaled = sites.stream().filter(SitePrior::hasScale).toList();
    return new SitePrior(
        mean(sites, SitePrior::gammaBar),
        total(sites, SitePrior::gammaBar, SitePrior::tau2),
        scaled.isEmpty() ? Double.NaN : mean(scaled, SitePrior::deltaMean),
        scaled.isEmpty()
            ? Double.NaN
            : total(scaled, SitePrior::deltaMean, SitePrior::deltaVariance));
  }

  private static double mean(List<SitePrior> sites, ToDoubleFunction<SitePrior> of) {
    return sites.stream().mapToDouble(of).average().orElseThrow();
  }

  /** Mean of the variances within and variance between the means. */
  private static double total(
      List<SitePrior> sites,
      ToDoubleFunction<SitePrior> means,
      ToDoubleFunction<SitePrior> variances) {
    Spread between = new Spread();
    sites.forEach(site -> between.add(means.applyAsDouble(site)));
    return mean(sites, variances) + (sites.size() > 1 ? between.sampleVariance() : 0);
  }

  /** The same for the location alone. */
  public SitePrior ofLocation() {
    return new SitePrior(gammaBar, tau2, Double.NaN, Double.NaN);
  }

  /** Whether there is one for the scale. */
  public boolean hasScale() {
    return !Double.isNaN(deltaMean);
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
