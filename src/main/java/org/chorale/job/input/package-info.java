/**
 * Tables in: their columns given roles, read once, joined into scans, kept in our binary form.
 *
 * <p>What tasks of a fit or an apply need to know of rows and scans is made here, in {@link
 * org.chorale.job.input.TableRows} and {@link org.chorale.job.input.ScanAssignment}.
 */
package org.chorale.job.input;
