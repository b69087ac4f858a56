package org.chorale.io.table;

/** What a column holds, judged by its first cells or its type. */
public enum ColumnKind {
  /** Numbers, perhaps some missing, perhaps some slips. */
  NUMERIC,
  /** More cells that are neither numbers nor missing than numbers. */
  TEXT,
  /** Nothing but missing cells. */
  EMPTY
}
