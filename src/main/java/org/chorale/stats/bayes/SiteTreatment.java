package org.chorale.stats.bayes;

import java.io.Serializable;
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
  private final int steps;

  private SiteTreatment(Effects effects, SitePrior prior, int steps) {
    this.effects = effects;
    this.prior = prior;
    this.steps = steps;
  }

  /**
   * Without empirical Bayes: γ* = γ̂, δ* = δ̂.
   *
   * @param effects what is removed
   */
  public static SiteTreatment raw(Effects effects) {
    return new SiteTreatment(effects, null, UNTIL_CONVERGED);
  }

  /** With the parametric prior, every feature iterated to its fixed point. */
  public static SiteTreatment converged(Effects effects, SitePrior prior) {
    return new SiteTreatment(effects, prior, UNTIL_CONVERGED);
  }

  /** With the parametric prior, a given number of steps for all features. */
  public static SiteTreatment after(int steps, Effects effects, SitePrior prior) {
    return new SiteTreatment(effects, prior, steps);
  }

  /** What is removed. */
  public Effects effects() {
    return effects;
  }

  /** The prior, or null without empirical Bayes. */
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

  /** Whether its posterior comes out of an iteration. */
  public boolean iterates() {
    return prior != null && effects == Effects.LOCATION_AND_SCALE;
  }
}
