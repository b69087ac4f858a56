/**
 * Flat Parquet files, column by column, at the speed of memory.
 *
 * <p>{@link org.chorale.io.parquet.FlatParquetWriter} hands Parquet whole PLAIN pages, so that a
 * column of doubles is little more than its array's bytes; {@link
 * org.chorale.io.parquet.FlatParquetReader} reads any flat file, whoever wrote it. A {@link
 * org.chorale.io.parquet.CellType} says what a column holds and travels to tasks.
 *
 * <p>A <em>cell</em> is one value as its PLAIN bytes, without the length that Parquet puts before a
 * BINARY: little-endian for numbers, one byte for a BOOLEAN; null is a missing value. Cells carry
 * columns through that nobody needs to understand.
 *
 * <p>Knows nothing of tables, features or Spark.
 */
package org.chorale.io.parquet;
