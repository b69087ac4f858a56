package org.chorale.io.harmonised;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Writes the rows of one file of a harmonised table. The file is complete once this is closed. */
public interface HarmonisedWriter extends Closeable {
  /**
   * Creates a file of a table.
   *
   * @param header whether a CSV file begins with column names
   * @throws IOException if it exists or can't be created
   */
  static HarmonisedWriter open(
      Configuration conf, Path path, List<OutputColumn> columns, TableFormat format, boolean header)
      throws IOException {
    if (format == TableFormat.PARQUET) {
      return ParquetHarmonisedWriter.create(conf, path, columns, Map.of());
    }
    return header
        ? CsvHarmonisedWriter.withHeader(conf, path, columns)
        : CsvHarmonisedWriter.withoutHeader(conf, path, columns);
  }

  /**
   * Adds a row.
   *
   * @param values a value per feature, NaN missing; not kept
   * @param carried a cell per carried column, null missing; the cells are kept, the array isn't
   */
  void write(double[] values, byte[][] carried) throws IOException;
}
