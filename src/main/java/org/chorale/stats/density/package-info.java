/**
 * Distributions of numbers, estimated and assumed: kernel densities on a grid, and how far a site's
 * raw effects over features are from the prior that shrinks them.
 */
package org.chorale.stats.density;
