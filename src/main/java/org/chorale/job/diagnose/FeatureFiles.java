package org.chorale.job.diagnose;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Types;
import org.chorale.io.parquet.CellType;
import org.chorale.io.parquet.FlatParquetWriter;
import org.chorale.io.storage.NewFile;
import org.chorale.io.storage.TextParts;

/**
 * A table of a diagnosis as a task writes its part of it: one Parquet file and, unless there are
 * too many rows, one of CSV that is joined with the others'. For one thread.
 */
final class FeatureFiles implements Closeable {
  private final Configuration conf;
  private final List<String> columns;
  private final String attempt;
  private final Path parquet;
  private final Path text;
  private final FlatParquetWriter writer;
  private final CsvWriter csv;
  private boolean published;

  /**
   * @param directory of the diagnosis
   * @param table its name
   * @param keys columns of text, after the feature's index and name
   * @param numbers columns of numbers
   * @param part number of the task
   */
  FeatureFiles(
      Configuration conf,
      Path directory,
      String table,
      List<String> keys,
      List<String> numbers,
      int part,
      String attempt,
      boolean withText)
      throws IOException {
    this.conf = conf;
    this.attempt = attempt;
    List<PrimitiveType> types = new ArrayList<>();
    types.add(Types.required(INT64).named("feature"));
    types.add(CellType.TEXT.named("name"));
    keys.forEach(key -> types.add(CellType.TEXT.named(key)));
    numbers.forEach(number -> types.add(Types.optional(DOUBLE).named(number)));
    columns = types.stream().map(PrimitiveType::getName).toList();
    parquet = new Path(new Path(directory, table), TextParts.name(part, "parquet"));
    text = new Path(textParts(directory, table), TextParts.name(part, "csv"));
    writer = FlatParquetWriter.create(conf, NewFile.attempt(parquet, attempt), types, Map.of());
    csv =
        withText
            ? CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(
                    new OutputStreamWriter(
                        NewFile.create(conf, NewFile.attempt(text, attempt)),
                        StandardCharsets.UTF_8))
            : null;
    if (csv != null && part == 0) {
      csv.writeRecord(columns);
    }
  }

  static Path textParts(Path directory, String table) {
    return new Path(directory, "_" + table + ".csv-parts");
  }

  /**
   * Writes rows.
   *
   * @param features indices
   * @param texts names and keys, column by column
   * @param numbers column by column, NaN missing
   */
  void write(long[] features, List<String[]> texts, List<double[]> numbers) throws IOException {
    writer.startRowGroup(features.length);
    writer.writeLongs(features);
    for (String[] column : texts) {
      writer.writeStrings(column);
    }
    for (double[] column : numbers) {
      writer.writeDoubles(column);
    }
    writer.endRowGroup();
    for (int row = 0; csv != null && row < features.length; row++) {
      List<String> cells = new ArrayList<>(columns.size());
      cells.add(Long.toString(features[row]));
      for (String[] column : texts) {
        cells.add(column[row]);
      }
      for (double[] column : numbers) {
        cells.add(Double.isNaN(column[row]) ? "" : Double.toString(column[row]));
      }
      csv.writeRecord(cells);
    }
  }

  /** Gives the files their names. */
  void publish() throws IOException {
    writer.close();
    if (csv != null) {
      csv.close();
    }
    published = true;
    NewFile.publish(conf, NewFile.attempt(parquet, attempt), parquet);
    if (csv != null) {
      NewFile.publish(conf, NewFile.attempt(text, attempt), text);
    }
  }

  @Override
  public void close() throws IOException {
    if (!published) {
      // A part that is given up will be swept.
      writer.abandon();
      if (csv != null) {
        csv.close();
      }
    }
  }
}
