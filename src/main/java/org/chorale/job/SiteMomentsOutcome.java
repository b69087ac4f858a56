package org.chorale.job;

import java.util.Map;
import org.chorale.model.SharedDesign;

/**
 * What a site's moments came to.
 *
 * @param runId named by what is shared, and by nothing else
 * @param output directory of the moments
 * @param alreadyComplete whether the very same moments were there
 * @param design what they were summed by
 * @param scansOfSites scans by site
 * @param features how many
 */
public record SiteMomentsOutcome(
    String runId,
    String output,
    boolean alreadyComplete,
    SharedDesign design,
    Map<String, Integer> scansOfSites,
    int features) {}
