package org.chorale.model;

import org.chorale.model.Specification.SmallSite;
import org.chorale.stats.bayes.StopRule;

/**
 * A tool whose published numbers are to be reproduced: what it does by default where tools differ.
 * Versions and evidence are in {@code docs/methods.md}. An option that is given wins over it.
 */
public enum Compat {
  /** No tool in particular: neuroCombat for R, single-scan sites apart. */
  NONE(SmallSite.MEAN_ONLY, StopRule.REFERENCE),
  /** sva's ComBat for R. */
  SVA(SmallSite.ALL_MEAN_ONLY, StopRule.REFERENCE),
  /** neuroCombat for R. */
  NEUROCOMBAT(SmallSite.FAIL, StopRule.REFERENCE),
  /** neuroCombat for Python. */
  NEUROCOMBAT_PYTHON(SmallSite.FAIL, StopRule.REFERENCE),
  /** neuroHarmonize for Python. */
  NEUROHARMONIZE(SmallSite.FAIL, StopRule.REFERENCE),
  /** ComBatFamily for R. */
  COMBATFAMILY(SmallSite.FAIL, StopRule.COMBATFAMILY);

  private final SmallSite smallSite;
  private final StopRule stopRule;

  Compat(SmallSite smallSite, StopRule stopRule) {
    this.smallSite = smallSite;
    this.stopRule = stopRule;
  }

  /** What becomes of a small site; a tool that fails does so for want of a scale. */
  SmallSite smallSite(boolean meanOnly) {
    return meanOnly && smallSite == SmallSite.FAIL ? SmallSite.MEAN_ONLY : smallSite;
  }

  /** When the iteration ends. */
  StopRule stopRule() {
    return stopRule;
  }

  /** Whether a missing value anywhere makes σ² of every feature divide by observed values − 1. */
  public boolean dividesBySampleIfAnyIsMissing() {
    return this == SVA;
  }

  /** Whether numeric covariates are rounded to single precision. */
  boolean roundsCovariates() {
    return this == NEUROCOMBAT_PYTHON || this == NEUROHARMONIZE;
  }
}
