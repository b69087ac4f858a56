package org.chorale.job.input;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chorale.io.rows.RowStore;
import org.chorale.io.table.ColumnTallies;
import org.chorale.io.table.ImportedPart;
import org.chorale.io.table.TableFile;
import org.chorale.io.table.TableLayout;
import org.chorale.model.ScanColumns;

/** A table that was read: what its tasks reported, in the order of its splits. */
public final class ImportedTable {
  private final TableFile file;
  private final TableLayout layout;
  private final List<ImportedPart> parts;
  private final RowStore store;

  /**
   * A table that was read.
   *
   * @param store its rows in our form, or null if they were not written
   */
  public ImportedTable(
      TableFile file, TableLayout layout, List<ImportedPart> parts, RowStore store) {
    this.file = file;
    this.layout = layout;
    this.parts = parts;
    this.store = store;
  }

  TableFile file() {
    return file;
  }

  /** Column of the id. */
  int idColumn() {
    return layout.idColumn();
  }

  TableLayout layout() {
    return layout;
  }

  List<ImportedPart> parts() {
    return parts;
  }

  RowStore store() {
    return store;
  }

  /** Parts, each read by a task. */
  public int partCount() {
    return parts.size();
  }

  int rows() {
    return parts.stream().mapToInt(ImportedPart::rows).sum();
  }

  ColumnTallies tallies() {
    ColumnTallies all = new ColumnTallies(layout.columnCount());
    parts.forEach(part -> all.merge(part.tallies()));
    return all;
  }

  /** Line of the file in front of a part's first line. */
  long linesBefore(int part) {
    return parts.subList(0, part).stream().mapToLong(ImportedPart::lines).sum();
  }

  /**
   * The columns with a role.
   *
   * @param roles names in the order of the layout; the id first
   */
  public ScanColumns scanColumns(List<String> roles) {
    int rows = rows();
    String[][] texts = new String[roles.size()][rows];
    long[] lines = new long[rows];
    int row = 0;
    for (int k = 0; k < parts.size(); k++) {
      ImportedPart part = parts.get(k);
      long before = linesBefore(k);
      for (int r = 0; r < part.rows(); r++, row++) {
        lines[row] = before + part.line(r);
        for (int role = 0; role < texts.length; role++) {
          texts[role][row] = part.role(role, r);
        }
      }
    }
    Map<String, String[]> columns = new LinkedHashMap<>();
    for (int role = 1; role < texts.length; role++) {
      columns.put(roles.get(role), texts[role]);
    }
    return new ScanColumns(file.path(), texts[0], lines, columns);
  }
}
