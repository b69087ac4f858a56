package org.chorale.job;

import java.util.List;
import org.chorale.model.Blocks;
import org.chorale.model.Sequence;
import org.chorale.model.Study;
import org.chorale.stats.penalty.Penalty;

/**
 * What a run is going to do, known before a value is changed.
 *
 * @param sequence scans, sites, covariates
 * @param features what they are
 * @param blocks how they are cut
 * @param penalty of the smooth covariates
 * @param notFeatures columns that could have been taken for features and were not, as sentences
 * @param warnings sentences for the user
 * @param forecast what the run will cost
 */
public record HarmonisationPlan(
    Sequence sequence,
    Features features,
    Blocks blocks,
    Penalty penalty,
    List<String> notFeatures,
    List<String> warnings,
    Forecast forecast) {
  /** Scans, sites and covariates of the first batch variable, mostly the only one. */
  public Study study() {
    return sequence.first();
  }
}
