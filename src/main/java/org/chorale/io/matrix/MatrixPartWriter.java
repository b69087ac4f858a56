package org.chorale.io.matrix;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.chorale.io.parquet.FlatParquetWriter;

/**
 * Writes one file of a feature matrix, its rows by block, then scan. A row group ends with a block
 * once it is large enough, so that whole blocks can be read alone; a site of very many scans has
 * several row groups per block. Holds one row group. For one thread.
 */
public final class MatrixPartWriter implements Closeable {
  /** A row group ends with a block once it has so many bytes. */
  private static final int ROW_GROUP_BYTES = 4 << 20;

  /** A row group ends anyway before it has more. */
  private static final int MOST_ROW_GROUP_BYTES = 16 << 20;

  static final String VALUES = "values";

  private final FlatParquetWriter file;
  private final Element element;
  private final String site;
  private final List<String> scans = new ArrayList<>();
  private int[] blocks = new int[64];
  private int[] counts = new int[64];
  private ByteBuffer plain = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
  private boolean complete;

  private MatrixPartWriter(FlatParquetWriter file, Element element, String site) {
    this.file = file;
    this.element = element;
    this.site = site;
  }

  /**
   * Creates a file.
   *
   * @param path under which an attempt writes it
   * @param site label of its site
   */
  public static MatrixPartWriter create(Configuration conf, Path path, Element element, String site)
      throws IOException {
    return new MatrixPartWriter(
        FlatParquetWriter.create(conf, path, schema(element), Map.of()), element, site);
  }

  private static MessageType schema(Element element) {
    return Types.buildMessage()
        .required(PrimitiveTypeName.BINARY)
        .as(LogicalTypeAnnotation.stringType())
        .named("scan")
        .required(PrimitiveTypeName.BINARY)
        .as(LogicalTypeAnnotation.stringType())
        .named("site")
        .required(PrimitiveTypeName.INT32)
        .named("block")
        .addField(FlatParquetWriter.list(VALUES, element.parquet()))
        .named("feature_matrix");
  }

  /**
   * Adds a row.
   *
   * @param values {@code count} of them from {@code from} on; NaN is missing; not kept
   */
  public void write(String scan, int block, double[] values, int from, int count)
      throws IOException {
    element.encode(values, from, count, next(scan, block, count));
  }

  /**
   * Adds a row that is encoded already.
   *
   * @param values little-endian, as this matrix stores them; not kept
   */
  public void write(String scan, int block, byte[] values) throws IOException {
    next(scan, block, values.length / element.bytes()).put(values);
  }

  private ByteBuffer next(String scan, int block, int count) throws IOException {
    int bytes = count * element.bytes();
    int rows = scans.size();
    boolean blockEnds = rows > 0 && blocks[rows - 1] != block;
    if (rows > 0
        && ((blockEnds && plain.position() >= ROW_GROUP_BYTES)
            || plain.position() + bytes > MOST_ROW_GROUP_BYTES)) {
      flush();
      rows = 0;
    }
    if (plain.remaining() < bytes) {
      int capacity = Math.max(2 * plain.capacity(), plain.position() + bytes);
      plain = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(plain.flip());
    }
    if (rows == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * rows);
      counts = Arrays.copyOf(counts, 2 * rows);
    }
    blocks[rows] = block;
    counts[rows] = count;
    scans.add(scan);
    return plain;
  }

  private void flush() throws IOException {
    int rows = scans.size();
    file.startRowGroup(rows);
    file.writeStrings(scans.toArray(new String[0]));
    String[] sites = new String[rows];
    Arrays.fill(sites, site);
    file.writeStrings(sites);
    file.writeInts(blocks);
    file.writeLists(plain, counts);
    file.endRowGroup();
    scans.clear();
    plain.clear();
  }

  /** Completes the file. */
  public void finish() throws IOException {
    if (!scans.isEmpty()) {
      flush();
    }
    file.close();
    complete = true;
  }

  /** Gives the file up if it is not finished. */
  @Override
  public void close() {
    if (!complete) {
      file.abandon();
    }
  }
}
