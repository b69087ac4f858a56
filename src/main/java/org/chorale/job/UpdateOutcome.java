package org.chorale.job;

import java.util.List;
import java.util.Map;
import org.chorale.job.fit.SolveOutcome;
import org.chorale.model.Refit;

/**
 * What an update of a model did.
 *
 * @param runId hash of model, inputs and options
 * @param output directory of the new model
 * @param alreadyComplete the same run was there; nothing was done, and what follows is null
 * @param refit what was fitted
 * @param scans that came, or left
 * @param leftOut scans that could not be used
 * @param withdrawn whether they left
 * @param solve what was estimated
 * @param drift how far values move that the old model gave, by site of both
 * @param warnings sentences for the user
 * @param seconds time of each phase, in order
 */
public record UpdateOutcome(
    String runId,
    String output,
    boolean alreadyComplete,
    Refit refit,
    int scans,
    int leftOut,
    boolean withdrawn,
    SolveOutcome solve,
    List<SiteDrift> drift,
    List<String> warnings,
    Map<String, Double> seconds) {}
