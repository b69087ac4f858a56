/**
 * From site moments to covariate effects, grand mean, pooled variance and raw site effects.
 *
 * <p>The site columns are complete and unpenalised, so partialling them out of the regression
 * leaves deviations from site means: within-site moments are all that is needed (Frisch–Waugh).
 */
package org.chorale.stats.regression;
