package org.chorale.io.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.chorale.io.parquet.CellType;
import org.chorale.model.InvalidInputException;

/**
 * A delimited text table: UTF-8, one header line, fields quoted as in RFC 4180 where they are.
 *
 * <p>Splits are ranges of bytes: 32 MiB, or what 256 rows like the first take, at most 256 MiB; a
 * compressed file is one split. A split doesn't know whether it begins within a quoted field;
 * {@link ImportedPart#openQuote()} tells afterwards.
 */
public final class TextTable implements TableFile {
  private static final long SPLIT_BYTES = 32L << 20;
  private static final long MOST_SPLIT_BYTES = 256L << 20;
  private static final long ROWS_PER_SPLIT = 256;
  private static final long SAMPLE_CHARS = 1L << 20;
  private static final int SAMPLE_ROWS = 1_000;

  private final String path;
  private final String file;
  private final long bytes;
  private final List<String> columns;
  private final char delimiter;
  private final int markBytes;
  private final long splitBytes;

  private TextTable(
      String path,
      String file,
      long bytes,
      List<String> columns,
      char delimiter,
      int markBytes,
      long splitBytes) {
    this.path = path;
    this.file = file;
    this.bytes = bytes;
    this.columns = columns;
    this.delimiter = delimiter;
    this.markBytes = markBytes;
    this.splitBytes = splitBytes;
  }

  static TextTable open(Configuration conf, String path, FileStatus status) throws IOException {
    TablePaths.requireTextName(path);
    TextHead head = TextHead.read(conf, path);
    char delimiter = TablePaths.isTabbed(path) ? '\t' : head.delimiter();
    List<String> columns = List.copyOf(TextHeader.names(path, head.header(), delimiter));
    long rows = Math.multiplyExact(ROWS_PER_SPLIT, head.rowBytes());
    long splitBytes = Math.max(SPLIT_BYTES, Math.min(rows, MOST_SPLIT_BYTES));
    String file = status.getPath().toString();
    return new TextTable(
        path, file, status.getLen(), columns, delimiter, head.markBytes(), splitBytes);
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public List<CellType> types() {
    return Collections.nCopies(columns.size(), CellType.TEXT);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public List<PhysicalFile> files() {
    return List.of(new PhysicalFile(path, file, bytes));
  }

  /** Between fields: a comma, tab or semicolon. */
  public char delimiter() {
    return delimiter;
  }

  @Override
  public List<TableSplit> splits() {
    if (TablePaths.isCompressed(path)) {
      return List.of(new TextSplit(file, delimiter, 0, true, markBytes, Long.MAX_VALUE));
    }
    List<TableSplit> splits = new ArrayList<>();
    for (long start = 0; start < bytes; start += Math.min(splitBytes, bytes - start)) {
      boolean last = splitBytes >= bytes - start;
      splits.add(
          new TextSplit(
              file,
              delimiter,
              splits.size(),
              last,
              start == 0 ? markBytes : start,
              last ? Long.MAX_VALUE : start + splitBytes));
    }
    return splits;
  }

  /**
   * The same table as one split, for a file whose quoted fields run over line ends where it was
   * cut. Import it into another row store: parts of the first attempt may be there already.
   */
  public TextTable asOneSplit() {
    return withSplitBytes(Long.MAX_VALUE);
  }

  TextTable withSplitBytes(long size) {
    return new TextTable(path, file, bytes, columns, delimiter, markBytes, size);
  }

  @Override
  public List<ColumnKind> sample(Configuration conf) {
    TextSplit all = new TextSplit(file, delimiter, 0, true, markBytes, Long.MAX_VALUE);
    int[] features = IntStream.range(0, columns.size()).toArray();
    TableLayout layout = new TableLayout(columns.size(), features, new int[0], -1);
    try {
      PartRows rows = all.readFirst(conf, layout, SAMPLE_CHARS, SAMPLE_ROWS);
      refuseUnreadable(rows);
      return IntStream.of(features).mapToObj(rows.tallies()::kind).toList();
    } catch (IOException unreadable) {
      throw TablePaths.unreadable(path, unreadable);
    }
  }

  private void refuseUnreadable(PartRows rows) {
    for (Problem problem : rows.problems().kept()) {
      switch (problem.kind()) {
        case MALFORMED_UTF8, DAMAGED_GZIP, OPEN_QUOTE ->
            throw new InvalidInputException(problem.message(path, problem.line(), null));
        default -> {}
      }
    }
    if (rows.count() == 0) {
      throw new InvalidInputException(
          path + ": there is a header but no row. Expected one line per scan below the header.");
    }
  }
}
