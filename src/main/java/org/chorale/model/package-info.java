/**
 * What a run is about, without data: scan table, covariate terms, design, specification.
 *
 * <p>Everything here validates what it is given and speaks to the user in names (scans, sites,
 * covariates, features), never in positions. Knows neither Spark nor files.
 */
package org.chorale.model;
