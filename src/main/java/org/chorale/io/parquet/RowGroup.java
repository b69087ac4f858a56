package org.chorale.io.parquet;

import java.io.Closeable;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Some columns of one row group, in memory. Each column can be read once. */
public final class RowGroup implements Closeable {
  private final PageReadStore pages;
  private final ColumnReadStoreImpl store;
  private final List<ColumnDescriptor> descriptors;
  private final boolean[] hasDoublePages;
  private final int rows;

  /**
   * @param pages null if no column was read, or there is no row
   * @param descriptors of all flat columns
   * @param hasDoublePages by flat column, whether {@link DoublePages} can read it
   */
  RowGroup(
      PageReadStore pages,
      FileMetaData file,
      List<ColumnDescriptor> descriptors,
      boolean[] hasDoublePages,
      int rows) {
    this.pages = pages;
    this.store =
        pages == null
            ? null
            : new ColumnReadStoreImpl(
                pages, new NoRecords(), file.getSchema(), file.getCreatedBy());
    this.descriptors = descriptors;
    this.hasDoublePages = hasDoublePages;
    this.rows = rows;
  }

  public int rows() {
    return rows;
  }

  /** Reads a column from its first row on; column as in {@link FlatParquetReader#columns()}. */
  public ColumnCursor cursor(int column) {
    return new ColumnCursor(this, column, descriptors.get(column));
  }

  boolean hasDoublePages(int column) {
    return hasDoublePages[column];
  }

  DoublePages doublePages(int column) {
    ColumnDescriptor descriptor = descriptors.get(column);
    return new DoublePages(pages.getPageReader(descriptor), descriptor);
  }

  ColumnReader columnReader(int column) {
    return store == null ? null : store.getColumnReader(descriptors.get(column));
  }

  /** A numeric column as doubles, NaN for null. */
  public double[] doubles(int column) {
    double[] values = new double[rows];
    cursor(column).readDoubles(rows, values, 0, 1);
    return values;
  }

  /**
   * An integer column.
   *
   * @throws IllegalStateException if a value is missing
   */
  public long[] longs(int column) {
    long[] values = new long[rows];
    cursor(column).readLongs(rows, values);
    return values;
  }

  /** Any column as text, null for missing; see {@link CellType#text}. */
  public String[] strings(int column) {
    String[] values = new String[rows];
    CellType type = CellType.of(descriptors.get(column).getPrimitiveType());
    byte[][] cells = cells(column);
    for (int row = 0; row < rows; row++) {
      values[row] = cells[row] == null ? null : type.text(cells[row]);
    }
    return values;
  }

  /** Any column as PLAIN cells, null for missing. */
  public byte[][] cells(int column) {
    byte[][] cells = new byte[rows][];
    cursor(column).readCells(rows, cells);
    return cells;
  }

  @Override
  public void close() {
    if (pages != null) {
      pages.close();
    }
  }

  /** Parquet wants somewhere to assemble records; columns are read without any. */
  private static final class NoRecords extends GroupConverter {
    private static final PrimitiveConverter NOTHING = new PrimitiveConverter() {};

    @Override
    public Converter getConverter(int fieldIndex) {
      return NOTHING;
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
