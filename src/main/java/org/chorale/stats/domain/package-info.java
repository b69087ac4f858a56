/**
 * What values features can have, the scale without bounds on which they are harmonised, and what
 * would leave its bounds without.
 */
package org.chorale.stats.domain;
