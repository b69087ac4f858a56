package org.chorale.job.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.harmonised.CsvHarmonisedWriter;
import org.chorale.io.harmonised.OutputColumn;
import org.chorale.io.parquet.CellType;

/** What each image of an export is of, as CSV; names of files can't tell everything. */
final class Listing {
  private static final double[] NO_FEATURES = {};

  private final List<String> columns;
  private final List<String[]> rows = new ArrayList<>();

  Listing(String... columns) {
    this.columns = List.of(columns);
  }

  /** Adds a row; null is an empty cell. */
  void add(String... cells) {
    rows.add(cells);
  }

  void write(Configuration conf, Path file) throws IOException {
    List<OutputColumn> layout = new ArrayList<>();
    for (String column : columns) {
      layout.add(OutputColumn.carried(column, layout.size(), CellType.TEXT));
    }
    try (CsvHarmonisedWriter out = CsvHarmonisedWriter.withHeader(conf, file, layout)) {
      for (String[] row : rows) {
        out.write(
            NO_FEATURES,
            Arrays.stream(row)
                .map(cell -> cell == null ? null : cell.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
      }
    }
  }
}
