package org.chorale.job.input;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chorale.io.harmonised.OutputColumn;
import org.chorale.io.parquet.CellType;
import org.chorale.io.rows.RowStore;
import org.chorale.io.table.ImportedPart;
import org.chorale.io.table.TableLayout;

/**
 * The rows of all input tables in our binary form: where each part begins, how tables go side by
 * side. Rows of the first table are the rows of the output. Travels; a number per row of the tables
 * beyond the first.
 */
public final class TableRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final RowStore[] stores;
  private final int[][] firstRow;
  private final long[][] offsets;
  private final int[] firstFeature;
  private final int[] firstCarried;
  private final OutputColumn[] columns;

  /** Of tables that were read into row stores. */
  public TableRows(List<ImportedTable> tables) {
    int count = tables.size();
    stores = new RowStore[count];
    firstRow = new int[count][];
    offsets = new long[count][];
    firstFeature = new int[count + 1];
    firstCarried = new int[count + 1];
    List<OutputColumn> output = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      ImportedTable table = tables.get(t);
      TableLayout layout = table.layout();
      stores[t] = table.store();
      firstFeature[t + 1] = firstFeature[t] + layout.featureCount();
      firstCarried[t + 1] = firstCarried[t] + layout.carriedCount();
      firstRow[t] = new int[table.parts().size() + 1];
      offsets[t] = new long[t == 0 ? 0 : table.rows()];
      for (int k = 0; k < table.parts().size(); k++) {
        ImportedPart part = table.parts().get(k);
        firstRow[t][k + 1] = firstRow[t][k] + part.rows();
        for (int r = 0; t > 0 && r < part.rows(); r++) {
          offsets[t][firstRow[t][k] + r] = part.offset(r);
        }
      }
      addColumns(t, table, output);
    }
    columns = output.toArray(new OutputColumn[0]);
  }

  /** A table's columns in its order; the id of the first table serves for all. */
  private void addColumns(int t, ImportedTable table, List<OutputColumn> output) {
    TableLayout layout = table.layout();
    List<String> names = table.file().columns();
    List<CellType> types = table.file().types();
    int[] feature = new int[names.size()];
    for (int f = 0; f < layout.featureCount(); f++) {
      feature[layout.feature(f)] = f + 1;
    }
    for (int c = 0; c < names.size(); c++) {
      if (feature[c] > 0) {
        output.add(OutputColumn.feature(names.get(c), firstFeature[t] + feature[c] - 1));
      } else if (t == 0 || c != table.idColumn()) {
        int carried = firstCarried[t] + layout.carriedIndex(c);
        output.add(OutputColumn.carried(names.get(c), carried, types.get(c)));
      }
    }
  }

  /** How many tables go side by side. */
  public int tableCount() {
    return stores.length;
  }

  /** The rows of a table. */
  public RowStore store(int table) {
    return stores[table];
  }

  /** Parts of a table. */
  public int partCount(int table) {
    return firstRow[table].length - 1;
  }

  /** First row of a part in its table. */
  public int firstRow(int table, int part) {
    return firstRow[table][part];
  }

  /** Rows of a table. */
  public int rows(int table) {
    return firstRow[table][partCount(table)];
  }

  /** Part of a table in which a row lies. */
  public int partOf(int table, int row) {
    int part = Arrays.binarySearch(firstRow[table], row);
    if (part < 0) {
      return -part - 2;
    }
    // Parts may be empty: the last one that begins here has the row.
    while (firstRow[table][part + 1] == row) {
      part++;
    }
    return part;
  }

  /** Where a row of a table beyond the first begins in its part. */
  public long offset(int table, int row) {
    return offsets[table][row];
  }

  /** First of a table's features among all. */
  public int firstFeature(int table) {
    return firstFeature[table];
  }

  /** V, over all tables. */
  public int featureCount() {
    return firstFeature[stores.length];
  }

  /** First of a table's carried cells among all. */
  public int firstCarried(int table) {
    return firstCarried[table];
  }

  /** Carried cells of a scan, over all tables. */
  public int carriedCount() {
    return firstCarried[stores.length];
  }

  /** Columns of the output. */
  public List<OutputColumn> columns() {
    return List.of(columns);
  }
}
