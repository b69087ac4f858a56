package org.chorale.io.table;

/** What a column holds, judged by its first cells or its type. */
public enum ColumnKind {
  /** Numbers, perhaps some missing. */
  NUMERIC,
  /** At least one cell that is neither a number nor missing. */
  TEXT,
  /** Nothing but missing cells. */
  EMPTY
}
