/**
 * Site moments: the sums within a site from which every model that is linear in its covariates is
 * solved.
 *
 * <p>{@link org.chorale.stats.moments.BlockMoments} is a commutative monoid: scans are added,
 * partial moments merged, an empty one is neutral. Distributed, incremental and federated fits are
 * this one algebra. Merging is associative up to rounding only, so callers merge in an order of
 * their own, never in the order of arrival.
 */
package org.chorale.stats.moments;
