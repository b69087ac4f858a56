/**
 * A run's table, harmonised: the input's columns in the input's order, features replaced.
 *
 * <p>A {@link org.chorale.io.harmonised.HarmonisedWriter} takes rows and writes one file; {@link
 * org.chorale.io.harmonised.OutputColumn} says where each column comes from. Equal rows give equal
 * bytes. Knows nothing of how the values came about.
 */
package org.chorale.io.harmonised;
