/**
 * All statistics of a diagnosis for some consecutive features, from their values in all scans: what
 * {@code stats.compare}, {@code stats.rank} and {@code stats.repeat} know, asked of one state of
 * the values, before harmonisation or after.
 *
 * <p>{@link org.chorale.stats.diagnosis.RunTests} asks, {@link org.chorale.stats.diagnosis.Measure}
 * names the answers, {@link org.chorale.stats.diagnosis.Projection} makes few columns of many
 * features. Plain Java on arrays.
 */
package org.chorale.stats.diagnosis;
