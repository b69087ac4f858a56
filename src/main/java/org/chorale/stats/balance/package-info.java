/**
 * Who was scanned where: whether sites are large enough and alike enough in their covariates for
 * site effects to be told from people.
 *
 * <p>From the covariates of scans alone; no feature is looked at. Knows columns and sites by index:
 * names are the caller's.
 */
package org.chorale.stats.balance;
