/**
 * Empirical Bayes: priors of a site over its features, posterior location and scale.
 *
 * <p>Johnson, Li and Rabinovic 2007, Biostatistics 8:118, section 3.2. The sum of squares that the
 * posterior needs is Σ(x−γ)² = (n−1)δ̂ + n(γ̂−γ)², so no scan is read again, unless a method puts
 * another {@link org.chorale.stats.bayes.SumOfSquares} in its place.
 */
package org.chorale.stats.bayes;
