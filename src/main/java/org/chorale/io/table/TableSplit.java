package org.chorale.io.table;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.rows.RowPart;

/** A piece of a table that one task reads. Immutable; travels. */
public sealed interface TableSplit extends Serializable permits TextSplit, ParquetSplit {
  /** The file it is a piece of. */
  String path();

  /** Position among the table's splits. */
  int index();

  /**
   * Reads the split once, from top to bottom.
   *
   * @param target the row store part to write, or null for none; published only if the split was
   *     read to its end, even if it has problems
   * @throws IOException if storage fails
   */
  ImportedPart importRows(Configuration conf, TableLayout layout, RowPart target)
      throws IOException;
}
