/**
 * The feature values of all scans once more, block by block: for estimates that site moments don't
 * give. {@link org.chorale.job.values.BlockValues} is where they come from, {@link
 * org.chorale.job.values.RunReader} cuts a block into runs of features that a task can hold. Values
 * are read, never shuffled; what is estimated from them is no business of this room.
 */
package org.chorale.job.values;
