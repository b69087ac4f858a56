package org.chorale.io.table;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;

/**
 * What the driver learns from reading one split. Size: role texts, line and offset of each row, two
 * counts for each column. Immutable; travels.
 */
public final class ImportedPart implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int split;
  private final long lines;
  private final boolean openQuote;
  private final String[][] roles;
  private final int[] rowLines;
  private final long[] offsets;
  private final ColumnTallies tallies;
  private final Problem[] problems;
  private final HashMap<Problem.Kind, Long> problemCounts;

  ImportedPart(int split, long lines, boolean openQuote, PartRows rows) {
    this.split = split;
    this.lines = lines;
    this.openQuote = openQuote;
    this.roles = rows.roles();
    this.rowLines = rows.lines();
    this.offsets = rows.offsets();
    this.tallies = rows.tallies();
    this.problems = rows.problems().kept().toArray(new Problem[0]);
    this.problemCounts = new HashMap<>(rows.problems().counts());
  }

  /** Position of the split. */
  public int split() {
    return split;
  }

  /** Rows of the split. */
  public int rows() {
    return rowLines.length;
  }

  /** Lines of the split, the header's in split 0 too; rows for Parquet. */
  public long lines() {
    return lines;
  }

  /**
   * Whether the split ends within a quoted field, or may: then nothing in this part or its siblings
   * counts, and the file must be read again by {@link TextTable#asOneSplit()}.
   */
  public boolean openQuote() {
    return openQuote;
  }

  /** Trimmed text of a role in a row, null if missing. */
  public String role(int role, int row) {
    return roles[role][row];
  }

  /** Line of a row in the split, from 1. The file's line: add the lines of the splits before. */
  public int line(int row) {
    return rowLines[row];
  }

  /** Where a row begins in the row store's part; -1 if none was written. */
  public long offset(int row) {
    return offsets.length == 0 ? -1 : offsets[row];
  }

  /** What the cells of each column are. */
  public ColumnTallies tallies() {
    return tallies;
  }

  /** The first problems of each kind and column, by line. */
  public List<Problem> problems() {
    return List.of(problems);
  }

  /** All problems of a kind, those not kept too. */
  public long problemCount(Problem.Kind kind) {
    return problemCounts.getOrDefault(kind, 0L);
  }

  /** All problems. */
  public long problemCount() {
    return problemCounts.values().stream().mapToLong(Long::longValue).sum();
  }
}
