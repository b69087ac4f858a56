/**
 * Tests of sites that need a feature's values: ranks, and deviations from medians.
 *
 * <p>Order statistics are no function of moments. {@link org.chorale.stats.rank.ValueTests} takes
 * one feature at a time and keeps its arrays for the next one. What the values are the caller
 * decides: y − zᵀβ with the site effect left in for location, residuals of the full model for
 * scale.
 */
package org.chorale.stats.rank;
