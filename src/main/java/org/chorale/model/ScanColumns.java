package org.chorale.model;

import java.util.Map;
import java.util.Set;

/** What one file says of its scans: ids and the columns with a role, as text. */
public final class ScanColumns {
  private final String file;
  private final String[] ids;
  private final long[] lines;
  private final Map<String, String[]> columns;

  /**
   * Columns of a file; arrays are kept, not copied.
   *
   * @param file as the user named it
   * @param ids one per row; null where the cell is empty
   * @param lines line of each row in the file, for messages
   * @param columns by name, one text per row, null where missing
   */
  public ScanColumns(String file, String[] ids, long[] lines, Map<String, String[]> columns) {
    this.file = file;
    this.ids = ids;
    this.lines = lines;
    this.columns = columns;
  }

  String file() {
    return file;
  }

  int size() {
    return ids.length;
  }

  String id(int row) {
    return ids[row];
  }

  long line(int row) {
    return lines[row];
  }

  Set<String> columns() {
    return columns.keySet();
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  String text(String column, int row) {
    return columns.get(column)[row];
  }
}
