package org.chorale.io.matrix;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.chorale.io.parquet.FlatParquetReader;
import org.chorale.io.parquet.ListPages;
import org.chorale.io.parquet.RowGroup;
import org.chorale.io.storage.NewFile;
import org.chorale.model.InvalidInputException;

/**
 * Reads one file of a feature matrix, from top to bottom or the rows asked for. Checks the checksum
 * of every page it reads. Holds the names and places of all rows and a megabyte of values. For one
 * thread.
 */
public final class MatrixPartReader implements Closeable {
  private static final int CHUNK_BYTES = 1 << 20;

  private final Path path;
  private final Element element;
  private final FSDataInputStream in;
  private final String[] scans;
  private final int[] blocks;
  private final long[] offsets;
  private final int[] bytes;
  private final CRC32 checksum = new CRC32();
  private byte[] chunk = new byte[CHUNK_BYTES];
  private ByteBuffer values = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
  private int lastCount;
  private int lastLevels;
  private long chunkStart;
  private int chunkBytes;
  private int endAhead = Integer.MAX_VALUE;

  private MatrixPartReader(Path path, Element element, FlatParquetReader file, FSDataInputStream in)
      throws IOException {
    this.path = path;
    this.element = element;
    this.in = in;
    int rows = Math.toIntExact(file.rowCount());
    scans = new String[rows];
    blocks = new int[rows];
    offsets = new long[rows];
    bytes = new int[rows];
    int scanColumn = file.indexOf("scan");
    int blockColumn = file.indexOf("block");
    if (scanColumn < 0 || blockColumn < 0) {
      throw foreign(path);
    }
    Map<String, String> known = new HashMap<>();
    int row = 0;
    for (int g = 0; g < file.rowGroupCount(); g++) {
      ListPages pages = file.listPages(g, MatrixPartWriter.VALUES);
      if (pages == null) {
        throw foreign(path);
      }
      try (RowGroup group = file.readRowGroup(g, scanColumn, blockColumn)) {
        String[] names = group.strings(scanColumn);
        long[] numbers = group.longs(blockColumn);
        for (int r = 0; r < names.length; r++, row++) {
          // Rows of one scan share its name.
          scans[row] = known.computeIfAbsent(names[r], name -> name);
          blocks[row] = Math.toIntExact(numbers[r]);
          offsets[row] = pages.offset(r);
          bytes[row] = pages.bytes(r);
        }
      }
    }
  }

  /**
   * Opens a file.
   *
   * @throws InvalidInputException if another program wrote it, or it is damaged
   */
  public static MatrixPartReader open(Configuration conf, Path path, Element element)
      throws IOException {
    FSDataInputStream in = open(conf, path);
    try (FlatParquetReader file = FlatParquetReader.open(conf, path)) {
      return new MatrixPartReader(path, element, file, in);
    } catch (IOException | RuntimeException failed) {
      in.close();
      throw failed;
    }
  }

  private static FSDataInputStream open(Configuration conf, Path path) throws IOException {
    try {
      return NewFile.fileSystem(conf, path).open(path);
    } catch (FileNotFoundException missing) {
      throw new InvalidInputException(
          path + ": the feature matrix lists this file, and it isn't there; import it again",
          missing);
    }
  }

  private static InvalidInputException foreign(Path path) {
    return new InvalidInputException(
        path
            + ": not as this program writes the values of a feature matrix; bring other data in with 'chorale import table'");
  }

  /** Rows of the file. */
  public int rows() {
    return scans.length;
  }

  /** Id of a row's scan. */
  public String scan(int row) {
    return scans[row];
  }

  /** Block of a row. */
  public int block(int row) {
    return blocks[row];
  }

  /**
   * Says which row is the first that need not be read ahead, for whoever wants few rows of many;
   * all are, unless this is said.
   */
  public void readAheadTo(int endRow) {
    endAhead = endRow;
  }

  /**
   * Reads the values of a row; rows one after the other are read ahead.
   *
   * @param into receives {@code count} values from {@code from} on, NaN missing
   * @throws InvalidInputException if the row has another number of values, or is damaged
   */
  public void read(int row, double[] into, int from, int count) throws IOException {
    read(row, count, 0, count, into, from);
  }

  /**
   * Reads some values of a row.
   *
   * @param of values that the row has
   * @param first of those wanted
   * @param into receives {@code count} values from {@code from} on, NaN missing
   * @throws InvalidInputException if the row has another number of values, or is damaged
   */
  public void read(int row, int of, int first, int count, double[] into, int from)
      throws IOException {
    int start = load(row);
    int valueBytes = of * element.bytes();
    int pageBytes = check(row, start);
    if (of != lastCount) {
      lastCount = of;
      lastLevels = ListPages.levelBytes(of);
    }
    if (pageBytes != lastLevels + valueBytes) {
      throw new InvalidInputException(
          "%s: row %d (scan '%s', block %d) does not hold %d values of type %s; the matrix is damaged, import it again"
              .formatted(path, row, scans[row], blocks[row], of, element));
    }
    int at = start + bytes[row] - valueBytes + first * element.bytes();
    element.decode(values.position(at), into, from, count);
  }

  /** Sees to it that a row's page is in the chunk; returns where it begins there. */
  private int load(int row) throws IOException {
    if (offsets[row] >= chunkStart && offsets[row] + bytes[row] <= chunkStart + chunkBytes) {
      return (int) (offsets[row] - chunkStart);
    }
    int last = row;
    int end = Math.min(endAhead, offsets.length);
    while (last + 1 < end
        && offsets[last + 1] == offsets[last] + bytes[last]
        && offsets[last + 1] + bytes[last + 1] - offsets[row] <= CHUNK_BYTES) {
      last++;
    }
    chunkStart = offsets[row];
    chunkBytes = Math.toIntExact(offsets[last] + bytes[last] - chunkStart);
    if (chunk.length < chunkBytes) {
      chunk = new byte[chunkBytes];
      values = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    }
    try {
      in.readFully(chunkStart, chunk, 0, chunkBytes);
    } catch (EOFException truncated) {
      throw new InvalidInputException(path + " is shorter than its footer says", truncated);
    }
    return 0;
  }

  /** Bytes of a page without its header. */
  private int check(int row, int start) throws IOException {
    PageHeader header =
        Util.readPageHeader(new ByteArrayInputStream(chunk, start, chunkBytes - start));
    int size = header.getCompressed_page_size();
    if (size > bytes[row]) {
      throw new InvalidInputException(path + ": damaged at byte " + offsets[row]);
    }
    if (header.isSetCrc()) {
      checksum.reset();
      checksum.update(chunk, start + bytes[row] - size, size);
      if ((int) checksum.getValue() != header.getCrc()) {
        throw new InvalidInputException(
            "%s: damaged at byte %d (scan '%s', block %d): its checksum is wrong; copy or import it again"
                .formatted(path, offsets[row], scans[row], blocks[row]));
      }
    }
    return size;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
