/** The adjustment of a scan with the estimates of its site. */
package org.chorale.stats.adjust;
