/** Features with bounds: which they are, and what of a harmonisation lies outside of them. */
package org.chorale.job.domain;
