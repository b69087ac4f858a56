/**
 * The values of all scans at once, a run of features at a time: for what is no function of site
 * moments, order statistics above all.
 *
 * <p>{@link org.chorale.stats.scans.ScansBySite} is the order in which scans lie, {@link
 * org.chorale.stats.scans.FeatureRun} holds the values. Where they come from, and what is made of
 * them, this room does not know.
 */
package org.chorale.stats.scans;
