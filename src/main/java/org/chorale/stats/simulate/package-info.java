/**
 * Multi-site data with a known truth, drawn from the model that harmonisation assumes.
 *
 * <p>Every number is a function of the seed and of what it belongs to (site, scan, feature), so
 * that any task can draw any part of the data, in any order, and gets the same.
 */
package org.chorale.stats.simulate;
