package org.chorale.job.input;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.rows.RowPart;
import org.chorale.io.rows.RowStore;
import org.chorale.io.table.ImportedPart;
import org.chorale.io.table.TableFile;
import org.chorale.io.table.TableLayout;
import org.chorale.io.table.TableSplit;
import org.chorale.io.table.TextTable;
import org.chorale.job.task.TaskAttempt;

/**
 * Reads tables once: texts of the columns with a role go to the driver, features and carried cells
 * into our own binary form for the readings to come.
 *
 * <p>A task reads one split, a fixed piece of a file, and holds some rows of it. The driver holds
 * what a scan table holds, and a line number and an offset for every row.
 */
public final class ImportJob {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  /** On a running Spark. */
  public ImportJob(JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration) {
    this.spark = spark;
    this.configuration = configuration;
  }

  /** One split of one table. */
  private static final class Piece implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int table;
    private final TableSplit split;
    private final TableLayout layout;
    private final RowStore store;

    Piece(int table, TableSplit split, TableLayout layout, RowStore store) {
      this.table = table;
      this.split = split;
      this.layout = layout;
      this.store = store;
    }
  }

  /** What a task reports. */
  private static final class Report implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int table;
    private final ImportedPart part;

    Report(int table, ImportedPart part) {
      this.table = table;
      this.part = part;
    }
  }

  /**
   * Imports tables.
   *
   * @param target directory of each table's row store, or null to write none
   */
  List<ImportedTable> run(List<TableFile> files, List<TableLayout> layouts, List<Path> target) {
    List<ImportedTable> imported = attempt(files, layouts, target);
    List<TableFile> whole = new ArrayList<>(files);
    boolean again = false;
    for (int t = 0; t < files.size(); t++) {
      boolean openQuote = imported.get(t).parts().stream().anyMatch(ImportedPart::openQuote);
      if (openQuote && files.get(t) instanceof TextTable text && text.splits().size() > 1) {
        // A quoted line break lay where the file was cut; such a file is read as one.
        whole.set(t, text.asOneSplit());
        again = true;
      }
    }
    if (!again) {
      return imported;
    }
    List<Path> other =
        target == null ? null : target.stream().map(path -> path.suffix("-whole")).toList();
    return attempt(whole, layouts, other);
  }

  private List<ImportedTable> attempt(
      List<TableFile> files, List<TableLayout> layouts, List<Path> target) {
    List<Piece> pieces = new ArrayList<>();
    List<RowStore> stores = new ArrayList<>();
    for (int t = 0; t < files.size(); t++) {
      TableLayout layout = layouts.get(t);
      RowStore store =
          target == null
              ? null
              : new RowStore(
                  target.get(t), layout.featureCount(), layout.carriedTypes(files.get(t).types()));
      stores.add(store);
      for (TableSplit split : files.get(t).splits()) {
        pieces.add(new Piece(t, split, layout, store));
      }
    }
    Broadcast<SerializableConfiguration> conf = configuration;
    List<Report> reports =
        spark.parallelize(pieces, pieces.size()).map(piece -> read(piece, conf)).collect();
    List<ImportedTable> imported = new ArrayList<>();
    for (int t = 0; t < files.size(); t++) {
      int table = t;
      List<ImportedPart> parts =
          reports.stream()
              .filter(report -> report.table == table)
              .map(report -> report.part)
              .sorted(Comparator.comparingInt(ImportedPart::split))
              .toList();
      imported.add(new ImportedTable(files.get(t), layouts.get(t), parts, stores.get(t)));
    }
    return imported;
  }

  private static Report read(Piece piece, Broadcast<SerializableConfiguration> conf)
      throws IOException {
    String attempt = TaskAttempt.label();
    RowPart part = piece.store == null ? null : piece.store.part(piece.split.index(), attempt);
    return new Report(
        piece.table, piece.split.importRows(conf.value().value(), piece.layout, part));
  }
}
