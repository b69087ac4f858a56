package org.chorale.stats.bayes;

import java.io.Serializable;
import org.chorale.stats.nonparametric.NonParametricPosterior;
import org.chorale.stats.nonparametric.NonParametricPrior;
import org.chorale.stats.regression.FeatureStatus;

/** How the effects of one site become posterior ones. Immutable. */
public final class SiteTreatment implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What is removed from a site's scans. */
  public enum Effects {
    /** Location and scale. */
    LOCATION_AND_SCALE,
    /** Location only: δ* = 1. */
    LOCATION,
    /** Nothing: the site is the reference. */
    NONE
  }

  private static final int UNTIL_CONVERGED = -1;

  private final Effects effects;
  private final SitePrior prior;
  private final NonParametricPrior draws;
  private final int steps;

  private SiteTreatment(Effects effects, SitePrior prior, NonParametricPrior draws, int steps) {
    this.effects = effects;
    this.prior = prior;
    this.draws = draws;
    this.steps = steps;
  }

  /**
   * Without empirical Bayes: γ* = γ̂, δ* = δ̂.
   *
   * @param effects what is removed
   */
  public static SiteTreatment raw(Effects effects) {
    return new SiteTreatment(effects, null, null, UNTIL_CONVERGED);
  }

  /** With the parametric prior, every feature iterated to its fixed point. */
  public static SiteTreatment converged(Effects effects, SitePrior prior) {
    return new SiteTreatment(effects, prior, null, UNTIL_CONVERGED);
  }

  /** With the parametric prior, a given number of steps for all features. */
  public static SiteTreatment after(int steps, Effects effects, SitePrior prior) {
    return new SiteTreatment(effects, prior, null, steps);
  }

  /** With the other features of the site as prior. */
  public static SiteTreatment nonParametric(Effects effects, NonParametricPrior draws) {
    return new SiteTreatment(effects, null, draws, UNTIL_CONVERGED);
  }

  /** What is removed. */
  public Effects effects() {
    return effects;
  }

  /** The parametric prior, or null without. */
  public SitePrior prior() {
    return prior;
  }

  /** Steps of the iteration, or a negative number where each feature takes its own. */
  public int steps() {
    return steps;
  }

  /**
   * A feature's status as it differs from the site's own treatment: where location only is removed
   * anyway, a feature that allows no more is treated as the site is.
   */
  public FeatureStatus apart(FeatureStatus status) {
    boolean noOther = effects == Effects.LOCATION && status.hasLocation();
    return noOther ? FeatureStatus.AS_SITE : status;
  }

  /** Whether the other features of the site are the prior. */
  public boolean isNonParametric() {
    return draws != null;
  }

  /** Whether posteriors have an error that is bounded along with them. */
  public boolean isAccelerated() {
    return draws != null && draws.isAccelerated();
  }

  /** What it does to a feature. */
  Shrinkage shrinkage() {
    if (draws != null) {
      return Shrinkage.nonParametric(new NonParametricPosterior(draws));
    }
    return prior == null ? Shrinkage.NONE : Shrinkage.parametric(prior, steps);
  }

  /** Whether its posterior comes out of an iteration. */
  public boolean iterates() {
    return prior != null && effects == Effects.LOCATION_AND_SCALE;
  }
}
