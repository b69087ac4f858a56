package org.chorale.job;

import java.util.List;
import java.util.Map;

/**
 * What an application did.
 *
 * @param runId hash of model, inputs and options
 * @param output directory of the result
 * @param alreadyComplete the same run was there; nothing was done, and the plan is null
 * @param plan what was planned
 * @param warnings that came up while new sites were estimated
 * @param seconds time of each phase, in order
 */
public record ApplicationOutcome(
    String runId,
    String output,
    boolean alreadyComplete,
    ApplicationPlan plan,
    List<String> warnings,
    Map<String, Double> seconds) {}
