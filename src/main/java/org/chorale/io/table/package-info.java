/**
 * Tables as users have them: one row per scan, one column per feature beside other columns.
 *
 * <p>{@link org.chorale.io.table.TableFile} opens one on the driver: columns, a sample that says
 * which of them are numbers, and {@link org.chorale.io.table.TableSplit splits} that are a fixed
 * function of the file and travel to tasks. A task turns a split into rows of a row store and an
 * {@link org.chorale.io.table.ImportedPart} with what the driver needs: role texts, tallies and
 * problems. {@link org.chorale.io.table.TableLayout} says which columns are features.
 *
 * <p>Problems that only a value can tell are collected, not thrown: a split doesn't know its line
 * in the file. What the name, the header or the footer tells is refused on opening, as {@link
 * org.chorale.model.InvalidInputException}.
 *
 * <p>A cell is missing if it is empty, {@code NA}, {@code N/A}, {@code NaN} or {@code .}, in any
 * case and with blanks around. Knows nothing of Spark, sites or covariates.
 */
package org.chorale.io.table;
