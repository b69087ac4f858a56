package org.chorale.cli;

import java.util.List;

/** Takes the rows of a table. */
interface Rows {
  /** The names of the columns. */
  void header(List<String> names);

  /** A row; cells are text, numbers or null. */
  void row(List<Object> cells);
}
