/**
 * The row store: a table parsed once and kept in our own binary form, aside, for its second
 * reading.
 *
 * <p>{@link org.chorale.io.rows.RowStore} describes it and travels; {@link
 * org.chorale.io.rows.RowWriter} makes one part, {@link org.chorale.io.rows.RowReader} reads one
 * from top to bottom and {@link org.chorale.io.rows.RowLookup} a row here and there.
 *
 * <p>A part is a run of records without header or footer. A record is F doubles, little-endian, NaN
 * missing; an int, the length of what follows; then for each carried column an int, the length of
 * its cell or -1 if missing, and the cell's bytes. Private to one run: never a file for others.
 */
package org.chorale.io.rows;
