package org.chorale.job.fit;

import java.util.List;
import org.chorale.stats.bayes.SiteTreatment;

/**
 * How every site was treated, by site index, and what came out.
 *
 * @param treatments priors and steps
 * @param summaries over all features
 * @param warnings sentences for the user
 */
public record SolveOutcome(
    List<SiteTreatment> treatments, List<SiteSummary> summaries, List<String> warnings) {}
