package org.chorale.io.status;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.chorale.io.parquet.FlatParquetWriter;
import org.chorale.io.storage.NewFile;

/** A small table of texts, counts and numbers that is written in both formats. */
final class LedgerTable {
  private final List<PrimitiveType> columns;
  private final List<Object[]> rows = new ArrayList<>();

  LedgerTable(List<PrimitiveType> columns) {
    this.columns = columns;
  }

  /** Adds a row; a text may be null, a count or number may not. */
  void add(Object... cells) {
    rows.add(cells);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void writeParquet(Configuration conf, Path path) throws IOException {
    try (FlatParquetWriter writer = FlatParquetWriter.create(conf, path, columns, Map.of())) {
      if (rows.isEmpty()) {
        return;
      }
      writer.startRowGroup(rows.size());
      for (int c = 0; c < columns.size(); c++) {
        int column = c;
        if (columns.get(c).getPrimitiveTypeName() == PrimitiveTypeName.INT32) {
          writer.writeInts(rows.stream().mapToInt(row -> (Integer) row[column]).toArray());
        } else if (columns.get(c).getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE) {
          double[] numbers = rows.stream().mapToDouble(row -> (Double) row[column]).toArray();
          writer.writeDoubles(numbers, 0, 1);
        } else {
          writer.writeStrings(
              rows.stream().map(row -> (String) row[column]).toArray(String[]::new));
        }
      }
      writer.endRowGroup();
    }
  }

  void writeCsv(Configuration conf, Path path, boolean header) throws IOException {
    try (Writer out = new OutputStreamWriter(NewFile.create(conf, path), StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)) {
      if (header) {
        csv.writeRecord(columns.stream().map(PrimitiveType::getName).toList());
      }
      for (Object[] row : rows) {
        List<String> cells = new ArrayList<>();
        for (Object cell : row) {
          cells.add(cell == null ? "" : cell.toString());
        }
        csv.writeRecord(cells);
      }
    }
  }
}
