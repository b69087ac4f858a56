package org.chorale.io.table;

import java.io.Serializable;

/**
 * How many cells of each column are numbers, missing, and neither. By column of the table, roles
 * included. Travels.
 */
public final class ColumnTallies implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int columnCount;

  /** By column; null while no cell is missing, so that a complete table's tallies are small. */
  private long[] missing;

  /** By column; null while no cell is text. */
  private long[] text;

  private long rows;

  /** Of no row. */
  public ColumnTallies(int columnCount) {
    this.columnCount = columnCount;
  }

  /**
   * Adds the tallies of other rows of the same columns and returns this; the argument is left as it
   * is.
   */
  public ColumnTallies merge(ColumnTallies other) {
    if (other.columnCount != columnCount) {
      throw new IllegalArgumentException(
          "tallies of " + other.columnCount + " columns merged into " + columnCount);
    }
    rows += other.rows;
    missing = sum(missing, other.missing);
    text = sum(text, other.text);
    return this;
  }

  public long rows() {
    return rows;
  }

  /** Cells that are numbers, infinite ones too. */
  public long numeric(int column) {
    return rows - missing(column) - text(column);
  }

  public long missing(int column) {
    return missing == null ? 0 : missing[column];
  }

  /** Cells that are neither numbers nor missing. */
  public long text(int column) {
    return text == null ? 0 : text[column];
  }

  /**
   * What the column is: numeric if as many of its cells are numbers as are text, so that a slip in
   * some cells is seen as one.
   */
  public ColumnKind kind(int column) {
    if (numeric(column) == 0) {
      return text(column) > 0 ? ColumnKind.TEXT : ColumnKind.EMPTY;
    }
    return numeric(column) >= text(column) ? ColumnKind.NUMERIC : ColumnKind.TEXT;
  }

  void addRow() {
    rows++;
  }

  void addMissing(int column) {
    if (missing == null) {
      missing = new long[columnCount];
    }
    missing[column]++;
  }

  void addText(int column) {
    if (text == null) {
      text = new long[columnCount];
    }
    text[column]++;
  }

  /** Takes back a missing cell of a row that turned out to be none. */
  void removeMissing(int column) {
    missing[column]--;
  }

  private static long[] sum(long[] a, long[] b) {
    if (b == null) {
      return a;
    }
    long[] sum = a == null ? new long[b.length] : a;
    for (int c = 0; c < b.length; c++) {
      sum[c] += b[c];
    }
    return sum;
  }
}
