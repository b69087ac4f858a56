/** Scans adjusted with the estimates of a model, and written. */
package org.chorale.job.apply;
