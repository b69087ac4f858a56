package org.chorale.job;

import java.util.List;
import java.util.Map;
import org.chorale.job.domain.OutsideValues;
import org.chorale.job.fit.SolveOutcome;
import org.chorale.model.diagnosis.Diagnosis;

/**
 * What a run did.
 *
 * @param runId hash of inputs and options
 * @param output directory of the result
 * @param alreadyComplete the same run was there; nothing was done, and plan and solves are null
 * @param plan what was planned
 * @param solves what was estimated for every batch variable
 * @param outside what left its domain, or would have; null if no feature has one
 * @param diagnosis what it did to values; null if not asked for
 * @param drifts how far values move that the model gave which this fit continues, for every batch
 *     variable by site; empty if it continues none
 * @param seconds time of each phase, in order
 */
public record HarmonisationOutcome(
    String runId,
    String output,
    boolean alreadyComplete,
    HarmonisationPlan plan,
    List<SolveOutcome> solves,
    OutsideValues outside,
    Diagnosis diagnosis,
    List<List<SiteDrift>> drifts,
    Map<String, Double> seconds) {}
