package org.chorale.io.table;

import java.io.IOException;
import java.util.Arrays;
import org.chorale.io.rows.RowWriter;
import org.chorale.stats.domain.DomainScale;

/** Rows of a split as they are read: into the row store, and what the driver gets of them. */
final class PartRows {
  private final RowWriter out;
  private final TableLayout layout;
  private final int idRole;
  private final String[][] roles;
  private final ColumnTallies tallies;
  private final ProblemLog problems = new ProblemLog();
  private int[] lines = new int[64];
  private long[] offsets = new long[64];
  private int rows;

  PartRows(TableLayout layout, RowWriter out) {
    this.out = out;
    this.layout = layout;
    this.idRole = layout.idRole();
    this.roles = new String[layout.roleCount()][64];
    this.tallies = new ColumnTallies(layout.columnCount());
  }

  /**
   * Adds a row.
   *
   * @param line in the split
   * @param role text per role
   * @param values a feature's value each, from {@code at} on
   */
  void add(int line, String[] role, double[] values, int at, byte[][] carried) throws IOException {
    if (rows == lines.length) {
      grow(2 * rows);
    }
    lines[rows] = line;
    for (int r = 0; r < roles.length; r++) {
      roles[r][rows] = role[r];
    }
    if (out != null) {
      offsets[rows] = out.offset();
      out.write(values, at, carried);
    }
    noteOutside(line, values, at);
    rows++;
    tallies.addRow();
    problems.endRow(idRole < 0 ? null : role[idRole]);
  }

  private void noteOutside(int line, double[] values, int at) {
    DomainScale domains = layout.domains();
    for (int k = 0; k < domains.count(); k++) {
      double value = values[at + domains.feature(k)];
      if (Double.isFinite(value) && !domains.domain(k).holds(value)) {
        Problem.Kind kind = Problem.Kind.outside(domains.domain(k));
        problems.add(kind, line, layout.feature(domains.feature(k)), Double.toString(value));
      }
    }
  }

  int count() {
    return rows;
  }

  ColumnTallies tallies() {
    return tallies;
  }

  ProblemLog problems() {
    return problems;
  }

  String[][] roles() {
    return Arrays.stream(roles).map(r -> Arrays.copyOf(r, rows)).toArray(String[][]::new);
  }

  int[] lines() {
    return Arrays.copyOf(lines, rows);
  }

  long[] offsets() {
    return Arrays.copyOf(offsets, out == null ? 0 : rows);
  }

  private void grow(int capacity) {
    lines = Arrays.copyOf(lines, capacity);
    offsets = Arrays.copyOf(offsets, capacity);
    for (int r = 0; r < roles.length; r++) {
      roles[r] = Arrays.copyOf(roles[r], capacity);
    }
  }
}
