package org.chorale.stats.nonparametric;

/**
 * Posterior location and scale of one site's features, with the site's other features as prior.
 *
 * <pre>
 *   log w_u = −(n/2) log(2π δ̂_u) − [(n−1)δ̂_v + n(γ̂_v − γ̂_u)²]/(2δ̂_u),   u ≠ v
 *   γ*_v = Σ w_u γ̂_u / Σ w_u        δ*_v = Σ w_u δ̂_u / Σ w_u
 * </pre>
 *
 * Johnson, Li and Rabinovic 2007, Biostatistics 8:118. With location only, every δ̂_u is 1 and δ* =
 * 1: the weights are exp(−n(γ̂_v − γ̂_u)²/2), as the feature's sum of squares cancels. All relative
 * to the largest weight: the references' weights underflow from 500 to 600 scans.
 *
 * <p>The feature itself is left out by its values: one draw equal to its (γ̂, δ̂) to the bit. Which
 * of several equal ones makes no difference, so no index has to be carried; a feature that informs
 * the prior must come with the numbers it informed it with. With two draws, a feature gets the
 * estimates of the other.
 *
 * <p>O(V) per feature at worst, exact; less where a likelihood is narrower than the prior. Keeps
 * work space and the bound of the last error: one per thread.
 */
public final class NonParametricPosterior {
  private final TreeSum pairs;
  private final TreeSum locations;
  private double errorBound;

  /** Under this prior. */
  public NonParametricPosterior(NonParametricPrior prior) {
    pairs = prior.pairs() == null ? null : new TreeSum(prior.pairs());
    locations = prior.locations() == null ? null : new TreeSum(prior.locations());
  }

  /**
   * Posterior with location only, γ*.
   *
   * @param n observed scans
   * @param gammaHat γ̂, finite
   */
  public double locationOnly(double n, double gammaHat) {
    locations.ofLocation(n, gammaHat);
    errorBound = locations.errorBound();
    return locations.gammaStar();
  }

  /**
   * Posterior of both.
   *
   * @param n observed scans, at least 2
   * @param gammaHat γ̂, finite
   * @param deltaHat δ̂, finite and positive
   * @param out receives γ* at 0 and δ* at 1
   */
  public void locationAndScale(double n, double gammaHat, double deltaHat, double[] out) {
    pairs.of(n, gammaHat, deltaHat);
    errorBound = pairs.errorBound();
    out[0] = pairs.gammaStar();
    out[1] = pairs.deltaStar();
  }

  /**
   * Bound of the method's error in the last posterior, beside rounding: of |γ* − its exact value|
   * in σ and of |δ* − its exact value|/(2δ*), whichever is larger. Below 1e-14 if exact. If
   * accelerated it is computed along with the value, and cells are made such that it is at most
   * 1e-6.
   */
  public double errorBound() {
    return errorBound;
  }
}
