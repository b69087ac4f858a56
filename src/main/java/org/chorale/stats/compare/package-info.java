/**
 * Whether sites differ: tests and shares of variance for every feature of a block, from its site
 * moments alone, before and after harmonisation alike.
 *
 * <p>{@link org.chorale.stats.compare.SiteModel} is the regression on sites and covariates that all
 * of them are made from; {@link org.chorale.stats.compare.SiteComparison} tests sites, {@link
 * org.chorale.stats.compare.CovariateEffects} covariates, {@link
 * org.chorale.stats.compare.DistanceSums} all features at once. What can't be tested is NaN, never
 * an exception. Tests that need values lie in {@code rank}.
 */
package org.chorale.stats.compare;
