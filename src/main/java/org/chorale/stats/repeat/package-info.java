/**
 * Measurements that were repeated: travelling subjects at several sites, and subjects followed over
 * time. One feature at a time, values by subject. Missing values are NaN.
 */
package org.chorale.stats.repeat;
