package org.chorale.stats.bayes;

/** When the iteration for a site's posterior ends. */
public enum StopRule {
  /**
   * As sva and neuroCombat: all features of a site together, when the largest signed relative
   * change is at most 1e-4.
   */
  REFERENCE,
  /** Each feature at its own fixed point, to rounding. */
  CONVERGED,
  /** As the references, and past step 31 also as soon as the largest change grows. */
  COMBATFAMILY
}
