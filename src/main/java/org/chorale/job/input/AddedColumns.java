package org.chorale.job.input;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chorale.io.harmonised.OutputColumn;
import org.chorale.io.parquet.CellType;

/**
 * Columns of text that a scan table gets beside those of the tables it was read from. Broadcast; a
 * text per scan and column. Immutable.
 */
public final class AddedColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No column. */
  public static final AddedColumns NONE = new AddedColumns(List.of(), new String[0][]);

  private final String[] names;
  private final String[][] texts;

  /**
   * Columns.
   *
   * @param texts {@code [scan][column]}; a scan that takes no part may have none; kept, not copied
   */
  public AddedColumns(List<String> names, String[][] texts) {
    this.names = names.toArray(new String[0]);
    this.texts = texts;
  }

  /** Columns of the output, their cells after those carried. */
  List<OutputColumn> columns(int carriedCount) {
    List<OutputColumn> columns = new ArrayList<>();
    for (int c = 0; c < names.length; c++) {
      columns.add(OutputColumn.carried(names[c], carriedCount + c, CellType.TEXT));
    }
    return columns;
  }

  /** Cells of a scan: those carried, then these. */
  byte[][] beside(byte[][] carried, int scan) {
    if (names.length == 0) {
      return carried;
    }
    byte[][] cells = Arrays.copyOf(carried, carried.length + names.length);
    for (int c = 0; c < names.length; c++) {
      String text = texts[scan][c];
      cells[carried.length + c] = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
    return cells;
  }
}
