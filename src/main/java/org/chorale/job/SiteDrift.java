package org.chorale.job;

import org.chorale.stats.adjust.Drift;

/**
 * How far the values of a site's scans move from one model to another.
 *
 * @param site label
 * @param drift over the features
 */
public record SiteDrift(String site, Drift drift) {}
