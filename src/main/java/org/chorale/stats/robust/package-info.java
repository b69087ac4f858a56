/**
 * Location and scale that one wild value does not move: median and biweight midvariance in place of
 * mean and variance, as ComBatFamily's {@code robust.LS} has them.
 *
 * <p>The regression stays least squares, from site moments. Order statistics are no function of
 * moments, so the values of a block are needed again, a run of features at a time: {@link
 * org.chorale.stats.scans.FeatureRun} holds one, {@link org.chorale.stats.robust.RobustEffects}
 * makes raw site effects of it, {@link org.chorale.stats.robust.RunSquares} what the posterior asks
 * for. Where values come from this room does not know.
 */
package org.chorale.stats.robust;
