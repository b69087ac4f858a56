package org.chorale.io.table;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.rows.RowReader;
import org.chorale.io.rows.RowStore;

/** A table read through all of its splits, put together as the driver would. */
final class ImportedTable {
  static final Configuration CONF = new Configuration();

  final List<String> rows = new ArrayList<>();
  final List<Long> lines = new ArrayList<>();
  final List<String> problems = new ArrayList<>();
  final List<ImportedPart> parts = new ArrayList<>();
  final ColumnTallies tallies;
  boolean openQuote;

  /** The first column is the id; columns from {@code firstFeature} on are features. */
  ImportedTable(TableFile table, int firstFeature, Path directory) throws IOException {
    int width = table.columns().size();
    int[] features = IntStream.range(firstFeature, width).toArray();
    TableLayout layout =
        new TableLayout(
            width, features, IntStream.range(0, firstFeature).toArray(), firstFeature > 0 ? 0 : -1);
    tallies = new ColumnTallies(width);
    Path aside = Files.createTempDirectory(directory, "rows");
    RowStore store =
        new RowStore(
            new org.apache.hadoop.fs.Path(aside.toUri()),
            layout.featureCount(),
            layout.carriedTypes(table.types()));
    long linesBefore = 0;
    for (TableSplit split : table.splits()) {
      ImportedPart part = split.importRows(CONF, layout, store.part(split.index(), "0"));
      parts.add(part);
      tallies.merge(part.tallies());
      openQuote |= part.openQuote();
      for (Problem problem : part.problems()) {
        String column = problem.column() < 0 ? null : table.columns().get(problem.column());
        problems.add(problem.message("t", linesBefore + problem.line(), column));
      }
      for (int row = 0; row < part.rows(); row++) {
        lines.add(linesBefore + part.line(row));
      }
      if (!part.openQuote()) {
        addRows(store, split.index(), layout);
      }
      linesBefore += part.lines();
    }
  }

  private void addRows(RowStore store, int part, TableLayout layout) throws IOException {
    double[] values = new double[layout.featureCount()];
    try (RowReader reader = store.read(CONF, part)) {
      while (reader.next()) {
        reader.values(values, 0);
        StringBuilder row = new StringBuilder();
        byte[][] cells = reader.carried();
        for (int k = 0; k < cells.length; k++) {
          String text = cells[k] == null ? null : store.carriedTypes().get(k).text(cells[k]);
          row.append(text).append('|');
        }
        for (double value : values) {
          row.append(value).append('|');
        }
        rows.add(row.toString());
      }
    }
  }

  static Path file(Path directory, String name, String text) throws IOException {
    return file(directory, name, text, StandardCharsets.UTF_8);
  }

  static Path file(Path directory, String name, String text, Charset charset) throws IOException {
    return Files.write(directory.resolve(name), text.getBytes(charset));
  }

  static TextTable open(Path file) {
    return (TextTable) TableFile.open(CONF, file.toString());
  }
}
