/**
 * From rows to a model: partial moments of every part, merged in key order, solved block by block.
 */
package org.chorale.job.fit;
