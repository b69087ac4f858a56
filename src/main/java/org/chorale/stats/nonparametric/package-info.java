/**
 * Non-parametric empirical Bayes: the estimates of a site's other features are the prior.
 *
 * <p>The non-parametric prior of Johnson, Li and Rabinovic 2007, Biostatistics 8:118. {@link
 * org.chorale.stats.nonparametric.PriorDraws} gathers the estimates of one site, {@link
 * org.chorale.stats.nonparametric.NonParametricPrior} arranges them in a tree, and {@link
 * org.chorale.stats.nonparametric.NonParametricPosterior} sums over it. One sum, two tolerances:
 * exact to rounding, or with cells of many draws replaced by few nodes of interpolation, whose
 * error is bounded together with every value.
 *
 * <p>Must not know what is done with a posterior, nor blocks and how they are distributed. Only
 * additions, multiplications, divisions and {@link StrictMath} decide on a value: all machines give
 * the same bits.
 */
package org.chorale.stats.nonparametric;
