package org.chorale.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small scan tables for tests: a header and rows, as one would write a CSV. */
public final class Scans {
  private Scans() {}

  /** A table of comma-separated lines; the first column is the id, an empty cell is missing. */
  public static ScanTable of(String... lines) {
    return ScanTable.join(List.of(columns("scans.csv", lines)), file -> false);
  }

  static ScanColumns columns(String file, String... lines) {
    String[] names = lines[0].split(",", -1);
    int rows = lines.length - 1;
    String[][] cells = new String[names.length][rows];
    long[] numbers = new long[rows];
    for (int row = 0; row < rows; row++) {
      String[] fields = lines[row + 1].split(",", -1);
      for (int c = 0; c < names.length; c++) {
        cells[c][row] = fields[c].isEmpty() ? null : fields[c];
      }
      numbers[row] = row + 2L;
    }
    Map<String, String[]> columns = new LinkedHashMap<>();
    for (int c = 1; c < names.length; c++) {
      columns.put(names[c], cells[c]);
    }
    return new ScanColumns(file, Arrays.copyOf(cells[0], rows), numbers, columns);
  }
}
