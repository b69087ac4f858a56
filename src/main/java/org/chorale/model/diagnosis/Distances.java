package org.chorale.model.diagnosis;

/**
 * Multivariate distance matrix regression of all features on site (McArdle and Anderson 2001,
 * Ecology 82:290).
 *
 * @param statistic between over within sums of squares
 * @param pseudoR2 between over total
 * @param p of the statistic; NaN where it can't be had
 */
public record Distances(double statistic, double pseudoR2, double p) {}
