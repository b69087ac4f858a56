package org.chorale.job.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.table.ColumnKind;
import org.chorale.io.table.ColumnTallies;
import org.chorale.io.table.ParquetTable;
import org.chorale.io.table.TableFile;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Nearest;
import org.chorale.model.ScanColumns;
import org.chorale.model.ScanTable;

/**
 * The tables of a run: opened, their columns given roles, read, and joined into a scan table.
 *
 * <p>Whether a column is numeric is judged by its first cells and, once it was read, by all of
 * them; a table in which a column was misjudged is read again.
 */
public final class InputReading {
  private final InputRequest request;
  private final List<TableFile> tables;
  private final List<List<ColumnKind>> kinds = new ArrayList<>();
  private TableRoles roles;
  private List<ImportedTable> imported;

  /**
   * Opens the tables and gives their columns roles.
   *
   * @throws InvalidInputException if one can't be used, or a role can't be placed
   */
  public InputReading(InputRequest request, Configuration conf) {
    this.request = request;
    List<String> paths = new ArrayList<>(request.tables());
    if (request.scans() != null) {
      paths.add(request.scans());
    }
    tables = paths.stream().map(path -> TableFile.open(conf, path, request.listColumn())).toList();
    for (TableFile table : tables) {
      kinds.add(new ArrayList<>(table.sample(conf)));
    }
    roles = new TableRoles(tables, request, kinds);
  }

  /** The tables, a scan table apart last. */
  public List<TableFile> tables() {
    return tables;
  }

  /** Roles of their columns, as known by now. */
  public TableRoles roles() {
    return roles;
  }

  /** The input tables that were read, without the scan table apart. */
  public List<ImportedTable> inputs() {
    return imported.subList(0, request.tables().size());
  }

  /**
   * The scans, if they can be had without reading features: columns of Parquet can be read alone, a
   * scan table apart is one. Those of a text with features only by reading all of it.
   */
  public Optional<ScanTable> scansAlone(ImportJob job) {
    if (tables.stream().allMatch(table -> table instanceof ParquetTable)) {
      return Optional.of(readScans(job));
    }
    int last = tables.size() - 1;
    boolean complete =
        request.scans() != null
            && !request.dropIncomplete()
            && IntStream.range(0, last).allMatch(t -> roles.roles(t).size() == 1);
    if (!complete) {
      return Optional.empty();
    }
    List<ImportedTable> scans =
        job.run(List.of(tables.get(last)), List.of(roles.scansOnly(last)), null);
    InputProblems.refuse(scans);
    return Optional.of(
        ScanTable.join(List.of(scans.get(0).scanColumns(roles.roles(last))), file -> false));
  }

  /** Reads the columns with a role only. */
  public ScanTable readScans(ImportJob job) {
    imported =
        job.run(
            tables, IntStream.range(0, tables.size()).mapToObj(roles::scansOnly).toList(), null);
    InputProblems.refuse(imported);
    return join();
  }

  /**
   * Reads everything.
   *
   * @param store where the row store of a reading goes, by its number, or null to write none
   */
  public ScanTable readAll(ImportJob job, Function<Integer, Path> store) {
    int reading = 0;
    do {
      Path directory = store == null ? null : store.apply(reading++);
      List<Path> targets =
          directory == null
              ? null
              : IntStream.range(0, tables.size())
                  .mapToObj(t -> new Path(directory, "table-" + t))
                  .toList();
      imported =
          job.run(
              tables, IntStream.range(0, tables.size()).mapToObj(roles::layout).toList(), targets);
    } while (wereMisjudged());
    InputProblems.refuse(imported);
    refuseUnstored();
    return join();
  }

  private void refuseUnstored() {
    for (ImportedTable table : inputs()) {
      if (table.rows() == 0) {
        throw new InvalidInputException(
            table.file().path() + ": there is no scan in it; expected one row per scan");
      }
    }
  }

  /** Corrects the kinds of columns from all their cells; true if roles changed by it. */
  private boolean wereMisjudged() {
    if (!request.features().isByDefault()) {
      return false;
    }
    boolean changed = false;
    for (int t = 0; t < request.tables().size(); t++) {
      ColumnTallies tallies = imported.get(t).tallies();
      for (int c = 0; c < kinds.get(t).size(); c++) {
        ColumnKind kind = tallies.kind(c);
        changed |= kind != kinds.get(t).set(c, kind);
      }
    }
    List<String> before = roles.features();
    roles = new TableRoles(tables, request, kinds);
    return changed && !before.equals(roles.features());
  }

  private ScanTable join() {
    List<ScanColumns> columns = new ArrayList<>();
    for (int t = 0; t < imported.size(); t++) {
      columns.add(imported.get(t).scanColumns(roles.roles(t)));
    }
    boolean partial = request.dropIncomplete();
    return ScanTable.join(columns, t -> partial && t >= request.tables().size());
  }

  /** Columns that were not taken for features although they could have been meant, as sentences. */
  public List<String> notFeatures() {
    if (!request.features().isByDefault()) {
      return List.of();
    }
    List<String> empty = new ArrayList<>();
    List<String> mostlyText = new ArrayList<>();
    for (int t = 0; t < request.tables().size(); t++) {
      for (int c = 0; c < kinds.get(t).size(); c++) {
        String column = tables.get(t).columns().get(c);
        if (kinds.get(t).get(c) == ColumnKind.EMPTY) {
          empty.add(column);
        } else if (kinds.get(t).get(c) == ColumnKind.TEXT
            && imported.get(t).tallies().numeric(c) > 0
            && !roles.roles(t).contains(column)) {
          mostlyText.add(column);
        }
      }
    }
    List<String> notes = new ArrayList<>();
    if (!empty.isEmpty()) {
      notes.add("not features, as they are empty: " + Nearest.listed(empty));
    }
    if (!mostlyText.isEmpty()) {
      notes.add("not features, as most of their cells are text: " + Nearest.listed(mostlyText));
    }
    return notes;
  }
}
