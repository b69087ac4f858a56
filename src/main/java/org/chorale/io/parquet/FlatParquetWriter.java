package org.chorale.io.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Writes a Parquet file of flat columns and lists of numbers, page by page: PLAIN, uncompressed,
 * without dictionaries. Equal input gives equal bytes.
 *
 * <p>Call {@link #startRowGroup}, then one {@code write…} for each column in the order of the
 * schema, then {@link #endRowGroup}; {@link #close} writes the footer. A file that is not closed is
 * no Parquet file. Arrays are read during the call and not kept. For one thread.
 */
public final class FlatParquetWriter implements Closeable {
  /** A page holds at most this many values, 8 MiB of doubles. */
  static final int PAGE_ROWS = 1 << 20;

  /** A page of text is closed once it holds this much. */
  static final long PAGE_BYTES = 8L << 20;

  private static final int TRUNCATE_BOUNDS_BYTES = 64;

  private final ParquetFileWriter file;
  private final NewParquetFile target;
  private final List<ColumnDescriptor> columns;
  private final Map<String, String> metadata;
  private final PlainPage page = new PlainPage();
  private int rows;
  private int next;

  private FlatParquetWriter(
      ParquetFileWriter file,
      NewParquetFile target,
      MessageType schema,
      Map<String, String> metadata) {
    this.file = file;
    this.target = target;
    this.columns = schema.getColumns();
    this.metadata = Map.copyOf(metadata);
  }

  /**
   * Creates the file.
   *
   * @param columns optional or required, distinct names
   * @param metadata key and value pairs for the footer
   * @throws IOException if the file exists or can't be created
   */
  public static FlatParquetWriter create(
      Configuration conf, Path path, List<PrimitiveType> columns, Map<String, String> metadata)
      throws IOException {
    return create(conf, path, new MessageType("chorale", columns.toArray(new Type[0])), metadata);
  }

  /**
   * Creates the file.
   *
   * @param schema flat columns, and lists as {@link #list} makes them
   * @param metadata key and value pairs for the footer
   * @throws IOException if the file exists or can't be created
   */
  public static FlatParquetWriter create(
      Configuration conf, Path path, MessageType schema, Map<String, String> metadata)
      throws IOException {
    NewParquetFile target = new NewParquetFile(conf, path);
    ParquetFileWriter file =
        new ParquetFileWriter(
            target,
            schema,
            ParquetFileWriter.Mode.CREATE,
            Long.MAX_VALUE,
            0,
            null,
            ParquetProperties.builder()
                .withStatisticsTruncateLength(TRUNCATE_BOUNDS_BYTES)
                .withColumnIndexTruncateLength(TRUNCATE_BOUNDS_BYTES)
                .build());
    file.start();
    return new FlatParquetWriter(file, target, schema, metadata);
  }

  /** A list without missing elements, none of them missing itself, for a schema. */
  public static GroupType list(String name, PrimitiveType.PrimitiveTypeName element) {
    return Types.requiredList().element(element, Type.Repetition.REQUIRED).named(name);
  }

  /** Begins a row group of that many rows. */
  public void startRowGroup(int rowCount) throws IOException {
    file.startBlock(rowCount);
    rows = rowCount;
    next = 0;
  }

  /** The next column, DOUBLE: value of row r is {@code values[r]}, NaN is missing. */
  public void writeDoubles(double[] values) throws IOException {
    writeDoubles(values, 0, 1);
  }

  /** The next column, DOUBLE: value of row r is {@code values[offset + r*stride]}, NaN missing. */
  public void writeDoubles(double[] values, int offset, int stride) throws IOException {
    ColumnDescriptor column = startColumn(PrimitiveType.PrimitiveTypeName.DOUBLE);
    for (int from = 0; from < rows; from += PAGE_ROWS) {
      int to = Math.min(rows, from + PAGE_ROWS);
      page.encodeDoubles(column.getPrimitiveType(), values, offset, stride, from, to);
      writePage(to - from);
    }
    file.endColumn();
  }

  /** The next column, INT64, none missing. */
  public void writeLongs(long[] values) throws IOException {
    ColumnDescriptor column = startColumn(PrimitiveType.PrimitiveTypeName.INT64);
    for (int from = 0; from < rows; from += PAGE_ROWS) {
      int to = Math.min(rows, from + PAGE_ROWS);
      page.encodeLongs(column.getPrimitiveType(), values, from, to);
      writePage(to - from);
    }
    file.endColumn();
  }

  /** The next column, INT32, none missing. */
  public void writeInts(int[] values) throws IOException {
    ColumnDescriptor column = startColumn(PrimitiveType.PrimitiveTypeName.INT32);
    for (int from = 0; from < rows; from += PAGE_ROWS) {
      int to = Math.min(rows, from + PAGE_ROWS);
      page.encodeInts(column.getPrimitiveType(), values, from, to);
      writePage(to - from);
    }
    file.endColumn();
  }

  /** The next column, BOOLEAN, none missing. */
  public void writeBooleans(boolean[] values) throws IOException {
    byte[][] cells = new byte[rows][];
    for (int row = 0; row < rows; row++) {
      cells[row] = new byte[] {(byte) (values[row] ? 1 : 0)};
    }
    writeCells(cells);
  }

  /** The next column, BINARY with UTF-8 text, null missing. */
  public void writeStrings(String[] values) throws IOException {
    byte[][] cells = new byte[rows][];
    for (int row = 0; row < rows; row++) {
      cells[row] = values[row] == null ? null : values[row].getBytes(StandardCharsets.UTF_8);
    }
    writeCells(cells);
  }

  /** The next column, of any type: {@code cells[r]} are the PLAIN bytes of row r, null missing. */
  public void writeCells(byte[][] cells) throws IOException {
    ColumnDescriptor column =
        startColumn(columns.get(next).getPrimitiveType().getPrimitiveTypeName());
    int from = 0;
    while (from < rows) {
      int to = endOfPage(cells, from);
      page.encodeCells(column.getPrimitiveType(), cells, from, to);
      writePage(to - from);
      from = to;
    }
    file.endColumn();
  }

  /**
   * The next column, lists: a page for each row, whose elements are the last bytes of the page.
   *
   * @param plain elements of all rows one after the other, PLAIN; little-endian
   * @param elements of each row, none empty
   */
  public void writeLists(ByteBuffer plain, int[] elements) throws IOException {
    PrimitiveType type = columns.get(next).getPrimitiveType();
    long values = 0;
    for (int row = 0; row < rows; row++) {
      values += elements[row];
    }
    file.startColumn(columns.get(next++), values, CompressionCodecName.UNCOMPRESSED);
    int at = 0;
    for (int row = 0; row < rows; row++) {
      ListPage list = ListPage.of(type, plain, at, elements[row]);
      at += list.valueBytes();
      file.writeDataPage(
          elements[row],
          Math.toIntExact(list.bytes().size()),
          list.bytes(),
          list.statistics(),
          1,
          Encoding.RLE,
          Encoding.RLE,
          Encoding.PLAIN);
    }
    file.endColumn();
  }

  /**
   * Ends the row group.
   *
   * @throws IllegalStateException if a column is missing
   */
  public void endRowGroup() throws IOException {
    if (next != columns.size()) {
      throw new IllegalStateException("wrote " + next + " of " + columns.size() + " columns");
    }
    file.endBlock();
  }

  /** Writes the footer. */
  @Override
  public void close() throws IOException {
    try (ParquetFileWriter closing = file) {
      target.startFooter();
      closing.end(metadata);
    }
  }

  /** Closes the file as it is, without a footer: for one that is given up and will be deleted. */
  public void abandon() {
    try {
      file.close();
    } catch (IOException unwritten) {
      // What a full disk didn't take is of no use any more; the file is closed all the same.
      return;
    }
  }

  private int endOfPage(byte[][] cells, int from) {
    long bytes = 0;
    int to = from;
    while (to < rows && to - from < PAGE_ROWS && bytes < PAGE_BYTES) {
      bytes += cells[to] == null ? 0 : cells[to].length;
      to++;
    }
    return to;
  }

  private ColumnDescriptor startColumn(PrimitiveType.PrimitiveTypeName expected)
      throws IOException {
    ColumnDescriptor column = columns.get(next++);
    if (column.getPrimitiveType().getPrimitiveTypeName() != expected) {
      throw new IllegalArgumentException(
          "column " + column.getPrimitiveType() + " was given values of type " + expected);
    }
    file.startColumn(column, rows, CompressionCodecName.UNCOMPRESSED);
    return column;
  }

  private void writePage(int pageRows) throws IOException {
    BytesInput bytes = page.bytes();
    file.writeDataPage(
        pageRows,
        Math.toIntExact(bytes.size()),
        bytes,
        page.statistics(),
        pageRows,
        Encoding.RLE,
        Encoding.RLE,
        Encoding.PLAIN);
  }
}
