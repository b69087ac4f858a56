/**
 * The statistics of harmonisation in plain Java on arrays.
 *
 * <p>Knows positions, never names; knows neither Spark nor files. What is summed over scans lives
 * in {@code moments}, what is solved from the sums in {@code regression} and {@code bayes}, what is
 * done to a scan with the solution in {@code adjust}. Whether it helped is asked in {@code
 * compare}, {@code rank} and {@code repeat}, whether it could in {@code balance} and {@code
 * density}.
 */
package org.chorale.stats;
