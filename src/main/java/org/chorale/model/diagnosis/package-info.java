/**
 * What a diagnosis found, as plain facts that a page, a notebook or another program shows: bounded
 * in size, however many scans and features there were. How anything is computed is no business of
 * this room; {@code org.chorale.stats.compare} has the statistics, {@code org.chorale.job.diagnose}
 * gathers them. Numbers that do not exist are NaN.
 */
package org.chorale.model.diagnosis;
