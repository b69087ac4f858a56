package org.chorale.job;

import java.util.List;
import org.chorale.job.fit.SolveOutcome;
import org.chorale.model.StudyFacts;

/**
 * What came of a fit to moments.
 *
 * @param runId of the model
 * @param output directory
 * @param alreadyComplete whether the very same fit was there; all else is null then
 * @param facts what was fitted
 * @param features how many
 * @param solve priors, counts and warnings
 * @param lowered sources that kept a lower rule of disclosure than is usual, as sentences
 */
public record FederatedFitOutcome(
    String runId,
    String output,
    boolean alreadyComplete,
    StudyFacts facts,
    int features,
    SolveOutcome solve,
    List<String> lowered) {}
