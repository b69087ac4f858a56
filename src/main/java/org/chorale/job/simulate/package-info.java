/** Studies with a known truth, drawn by tasks. */
package org.chorale.job.simulate;
