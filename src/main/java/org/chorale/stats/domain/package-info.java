/** Features with bounds: the scale on which they are harmonised, and the way back. */
package org.chorale.stats.domain;
