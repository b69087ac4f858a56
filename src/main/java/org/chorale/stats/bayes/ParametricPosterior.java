package org.chorale.stats.bayes;

/**
 * Posterior location and scale of one site's features under its parametric priors.
 *
 * <p>From γ = γ̂, δ = δ̂ repeat, with the new γ in the second line (Johnson et al. 2007, eq. 3.1
 * and 3.2):
 *
 * <pre>
 *   γ ← (τ² n γ̂ + δ γ̄)/(τ² n + δ)
 *   δ ← (½Σ(x−γ)² + b)/(n/2 + a − 1)
 * </pre>
 *
 * With Σ(x−γ)² from moments the sequence is monotone and converges to the fixed point next to δ̂; a
 * root finder could land on another one. Immutable.
 */
public final class ParametricPosterior {
  /** More steps than the references ever took; a site that needs more keeps the last one. */
  public static final int MOST_JOINT_STEPS = 200;

  private static final double CONVERGED = 1e-14;
  private static final int MOST_STEPS = 5000;

  private final double gammaBar;
  private final double tau2;
  private final double deltaMean;
  private final double a;
  private final double b;
  private final boolean oneScale;

  /** Under these priors. */
  public ParametricPosterior(SitePrior prior) {
    gammaBar = prior.gammaBar();
    tau2 = prior.tau2();
    deltaMean = prior.deltaMean();
    a = prior.aPrior();
    b = prior.bPrior();
    oneScale = !(prior.deltaVariance() > 0);
  }

  /**
   * Posterior with location only, in closed form: γ* = (τ²γ̂ + γ̄)/(τ² + 1). The number of scans is
   * not in it, as in all references.
   */
  public double locationOnly(double gammaHat) {
    return (tau2 * gammaHat + gammaBar) / (tau2 + 1);
  }

  /** Records the changes of one feature's first steps. */
  public void recordChanges(
      double n, double gammaHat, double deltaHat, SumOfSquares squares, JointChange changes) {
    if (oneScale) {
      return;
    }
    double gamma = gammaHat;
    double delta = deltaHat;
    for (int k = 0; k < changes.steps(); k++) {
      double newGamma = nextGamma(n, gammaHat, delta);
      double newDelta = nextDelta(n, squares.about(newGamma));
      double change = Math.abs(newDelta - delta) / delta;
      // The references divide by γ, not |γ|: a negative γ never holds the loop open.
      double locationChange = Math.abs(newGamma - gamma) / gamma;
      changes.record(k, locationChange > change ? locationChange : change);
      if (newGamma == gamma && newDelta == delta) {
        recordNone(changes, k + 1);
        return;
      }
      gamma = newGamma;
      delta = newDelta;
    }
  }

  private static void recordNone(JointChange changes, int from) {
    for (int k = from; k < changes.steps(); k++) {
      changes.record(k, 0);
    }
  }

  /**
   * Posterior after a number of steps.
   *
   * @param squares of the feature's values about a location
   * @param out receives γ* at 0 and δ* at 1
   */
  public void after(
      int steps, double n, double gammaHat, double deltaHat, SumOfSquares squares, double[] out) {
    if (oneScale) {
      atOneScale(n, gammaHat, out);
      return;
    }
    double gamma = gammaHat;
    double delta = deltaHat;
    for (int k = 0; k < steps; k++) {
      gamma = nextGamma(n, gammaHat, delta);
      delta = nextDelta(n, squares.about(gamma));
    }
    out[0] = gamma;
    out[1] = delta;
  }

  /**
   * Posterior at its fixed point: |Δγ| ≤ 1e-14·max(1,|γ|) and |Δδ|/δ ≤ 1e-14.
   *
   * @param squares of the feature's values about a location
   * @param out receives γ* at 0 and δ* at 1
   */
  public void converged(
      double n, double gammaHat, double deltaHat, SumOfSquares squares, double[] out) {
    if (oneScale) {
      atOneScale(n, gammaHat, out);
      return;
    }
    double gamma = gammaHat;
    double delta = deltaHat;
    boolean moving = true;
    for (int k = 0; k < MOST_STEPS && moving; k++) {
      double newGamma = nextGamma(n, gammaHat, delta);
      double newDelta = nextDelta(n, squares.about(newGamma));
      moving =
          Math.abs(newGamma - gamma) > CONVERGED * Math.max(1, Math.abs(newGamma))
              || Math.abs(newDelta - delta) > CONVERGED * delta;
      gamma = newGamma;
      delta = newDelta;
    }
    out[0] = gamma;
    out[1] = delta;
  }

  /** All δ̂ are equal, s² = 0: the scale prior is a point, δ* = m. */
  private void atOneScale(double n, double gammaHat, double[] out) {
    out[0] = nextGamma(n, gammaHat, deltaMean);
    out[1] = deltaMean;
  }

  private double nextGamma(double n, double gammaHat, double delta) {
    return (tau2 * n * gammaHat + delta * gammaBar) / (tau2 * n + delta);
  }

  private double nextDelta(double n, double squares) {
    return (0.5 * squares + b) / (0.5 * n + a - 1);
  }
}
