package org.chorale.model;

/**
 * What becomes of scans that a model was not made for.
 *
 * @param unseenSite of a site that the model doesn't have
 * @param priors of a site whose effects are estimated
 * @param unseenLevel of a level of a categorical covariate that the model doesn't have
 * @param outOfRange of a covariate outside the values of the fit
 * @param meanCovariates whether the training scans' mean stands for the covariates of every scan,
 *     as neuroCombat's "from training" has it
 * @param dropIncomplete whether scans without site or covariate are left out instead of refused
 */
public record NewScanRules(
    UnseenSite unseenSite,
    Priors priors,
    UnseenLevel unseenLevel,
    OutOfRange outOfRange,
    boolean meanCovariates,
    boolean dropIncomplete) {

  /** Of a site that the model doesn't have. */
  public enum UnseenSite {
    /** The run is refused. */
    REFUSE,
    /** Its effects are estimated from its own scans against the frozen model. */
    ESTIMATE,
    /** Its scans are copied. */
    PASS_THROUGH
  }

  /** Where the empirical Bayes priors of a new site come from. */
  public enum Priors {
    /** From its own features. */
    OWN,
    /** From the sites of the model, pooled. */
    MODEL
  }

  /** Of a level that the model doesn't have. */
  public enum UnseenLevel {
    /** The run is refused. */
    REFUSE,
    /** It counts as the baseline. */
    BASELINE,
    /** The scan is left out. */
    EXCLUDE
  }

  /** Of a value outside those of the fit. */
  public enum OutOfRange {
    /** The effect of the covariate goes on; the scans are listed. */
    WARN,
    /** The run is refused. */
    REFUSE
  }

  /** Refuses what is new, warns of what is out of range. */
  public static NewScanRules strict() {
    return new NewScanRules(
        UnseenSite.REFUSE, Priors.OWN, UnseenLevel.REFUSE, OutOfRange.WARN, false, false);
  }
}
