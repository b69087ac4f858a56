package org.chorale.io.table;

import java.io.Serializable;

/**
 * How many cells of each column are numbers, missing, and neither. By column of the table, roles
 * included. Travels.
 */
public final class ColumnTallies implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] missing;
  private final long[] text;
  private long rows;

  /** Of no row. */
  public ColumnTallies(int columnCount) {
    missing = new long[columnCount];
    text = new long[columnCount];
  }

  /**
   * Adds the tallies of other rows of the same columns and returns this; the argument is left as it
   * is.
   */
  public ColumnTallies merge(ColumnTallies other) {
    if (other.missing.length != missing.length) {
      throw new IllegalArgumentException(
          "tallies of " + other.missing.length + " columns merged into " + missing.length);
    }
    rows += other.rows;
    for (int c = 0; c < missing.length; c++) {
      missing[c] += other.missing[c];
      text[c] += other.text[c];
    }
    return this;
  }

  public long rows() {
    return rows;
  }

  /** Cells that are numbers, infinite ones too. */
  public long numeric(int column) {
    return rows - missing[column] - text[column];
  }

  public long missing(int column) {
    return missing[column];
  }

  /** Cells that are neither numbers nor missing. */
  public long text(int column) {
    return text[column];
  }

  /** What the column is by all cells counted. */
  public ColumnKind kind(int column) {
    if (text[column] > 0) {
      return ColumnKind.TEXT;
    }
    return numeric(column) > 0 ? ColumnKind.NUMERIC : ColumnKind.EMPTY;
  }

  void addRow() {
    rows++;
  }

  void addMissing(int column) {
    missing[column]++;
  }

  void addText(int column) {
    text[column]++;
  }

  /** Takes back missing cells of a row that turned out to be none. */
  void removeMissing(int column) {
    missing[column]--;
  }
}
