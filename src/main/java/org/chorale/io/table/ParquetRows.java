package org.chorale.io.table;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.schema.PrimitiveType;
import org.chorale.io.parquet.CellType;
import org.chorale.io.parquet.ColumnCursor;
import org.chorale.io.parquet.RowGroup;

/** Turns the columns of a row group into rows, some rows at a time. */
final class ParquetRows {
  private final TableLayout layout;
  private final PartRows rows;
  private final CellType[] types;
  private final ColumnCursor[] cursors;
  private final int[] roles;
  private final String[] roleTexts;
  private final byte[][] carried;
  private double[] values = new double[0];
  private byte[][][] cells = new byte[0][][];
  private final byte[][][] textsOfFeatures;

  ParquetRows(List<PrimitiveType> columns, RowGroup group, TableLayout layout, PartRows rows) {
    this.layout = layout;
    this.rows = rows;
    this.types = columns.stream().map(CellType::of).toArray(CellType[]::new);
    this.cursors = new ColumnCursor[columns.size()];
    for (int f = 0; f < layout.featureCount(); f++) {
      cursors[layout.feature(f)] = group.cursor(layout.feature(f));
    }
    for (int k = 0; k < layout.carriedCount(); k++) {
      cursors[layout.carried(k)] = group.cursor(layout.carried(k));
    }
    this.textsOfFeatures = new byte[layout.featureCount()][][];
    this.roles = layout.rolesAmongCarried();
    this.roleTexts = new String[roles.length];
    this.carried = new byte[layout.carriedCount()][];
  }

  /** Adds the next rows; {@code first} is the position of the first in the split. */
  void addRows(int first, int count) throws IOException {
    int featureCount = layout.featureCount();
    if (values.length < count * featureCount || cells.length == 0) {
      values = new double[count * featureCount];
      cells = new byte[layout.carriedCount()][count][];
    }
    for (int f = 0; f < featureCount; f++) {
      readFeature(f, count);
    }
    for (int k = 0; k < carried.length; k++) {
      cursors[layout.carried(k)].readCells(count, cells[k]);
    }
    for (int row = 0; row < count; row++) {
      addRow(first, row);
    }
  }

  private void addRow(int first, int row) throws IOException {
    for (int k = 0; k < carried.length; k++) {
      carried[k] = cells[k][row];
      tally(layout.carried(k), carried[k]);
    }
    for (int r = 0; r < roles.length; r++) {
      byte[] cell = carried[roles[r]];
      String text = cell == null ? null : types[layout.carried(roles[r])].text(cell);
      roleTexts[r] = text == null ? null : CellNumber.role(text);
    }
    int featureCount = layout.featureCount();
    for (int f = 0; f < featureCount; f++) {
      double value = values[row * featureCount + f];
      if (!Double.isFinite(value)) {
        noteNotFinite(value, f, first, row);
      }
    }
    rows.add(first + row + 1, roleTexts, values, row * featureCount, carried);
  }

  private void readFeature(int f, int count) {
    int column = layout.feature(f);
    int stride = layout.featureCount();
    if (types[column].isNumeric()) {
      cursors[column].readDoubles(count, values, f, stride);
      return;
    }
    byte[][] texts = new byte[count][];
    cursors[column].readCells(count, texts);
    textsOfFeatures[f] = texts;
    for (int row = 0; row < count; row++) {
      values[row * stride + f] =
          texts[row] == null
              ? CellNumber.MISSING
              : CellNumber.parse(types[column].text(texts[row]));
    }
  }

  private void noteNotFinite(double value, int f, int first, int row) {
    int column = layout.feature(f);
    if (!Double.isNaN(value)) {
      rows.problems().add(Problem.Kind.INFINITE, first + row + 1, column, Double.toString(value));
    } else if (textsOfFeatures[f] != null && CellNumber.isText(value)) {
      String text = types[column].text(textsOfFeatures[f][row]);
      rows.tallies().addText(column);
      rows.problems().add(Problem.Kind.TEXT_IN_FEATURE, first + row + 1, column, text);
      values[row * layout.featureCount() + f] = Double.NaN;
    } else {
      rows.tallies().addMissing(column);
    }
  }

  private void tally(int column, byte[] cell) {
    if (cell == null) {
      rows.tallies().addMissing(column);
      return;
    }
    double value = CellNumber.parse(types[column].text(cell));
    if (Double.isNaN(value)) {
      if (CellNumber.isText(value)) {
        rows.tallies().addText(column);
      } else {
        rows.tallies().addMissing(column);
      }
    }
  }
}
