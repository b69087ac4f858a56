/**
 * Spline bases: one covariate value to the columns in which a smooth effect is linear.
 *
 * <p>{@link org.chorale.stats.smooth.SplineBasis} is learnt from the values of a fit and from then
 * on a plain value: knots, a linear map, a factor of its roughness penalty. It knows neither
 * features nor how its coefficients are estimated; that is the business of {@code penalty} and
 * {@code regression}. De Boor 1978, A Practical Guide to Splines; Eilers and Marx 1996, Statistical
 * Science 11:89; Wood 2017, Generalized Additive Models, 2nd edition, chapter 5; Pomponio et al.
 * 2020, NeuroImage 208:116450.
 */
package org.chorale.stats.smooth;
