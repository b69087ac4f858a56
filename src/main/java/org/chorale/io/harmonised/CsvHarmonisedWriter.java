package org.chorale.io.harmonised;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.chorale.io.parquet.CellType;
import org.chorale.io.storage.NewFile;

/**
 * Writes rows as CSV: UTF-8, commas, line feeds, quotes only where RFC 4180 needs them.
 *
 * <p>A number is written so that reading it gives the same double, integral ones without ".0"; a
 * missing value is an empty cell; text is the input's very text.
 */
public final class CsvHarmonisedWriter implements HarmonisedWriter {
  private static final int CHUNK_BYTES = 1 << 18;

  private final FSDataOutputStream out;
  private final List<OutputColumn> columns;
  private byte[] chunk = new byte[2 * CHUNK_BYTES];
  private int size;

  private CsvHarmonisedWriter(FSDataOutputStream out, List<OutputColumn> columns) {
    this.out = out;
    this.columns = List.copyOf(columns);
  }

  /** Creates a file that begins with column names. */
  public static CsvHarmonisedWriter withHeader(
      Configuration conf, Path path, List<OutputColumn> columns) throws IOException {
    CsvHarmonisedWriter writer = withoutHeader(conf, path, columns);
    for (int c = 0; c < columns.size(); c++) {
      writer.separate(c);
      writer.text(columns.get(c).name().getBytes(StandardCharsets.UTF_8));
    }
    writer.put((byte) '\n');
    return writer;
  }

  /** Creates a file of rows only, to be appended to one with a header. */
  public static CsvHarmonisedWriter withoutHeader(
      Configuration conf, Path path, List<OutputColumn> columns) throws IOException {
    return new CsvHarmonisedWriter(NewFile.create(conf, path), columns);
  }

  @Override
  public void write(double[] values, byte[][] carried) throws IOException {
    for (int c = 0; c < columns.size(); c++) {
      separate(c);
      OutputColumn column = columns.get(c);
      if (column.isFeature()) {
        number(values[column.index()]);
      } else if (carried[column.index()] != null) {
        cell(column.type(), carried[column.index()]);
      }
    }
    put((byte) '\n');
    if (size >= CHUNK_BYTES) {
      flush();
    }
  }

  @Override
  public void close() throws IOException {
    try (FSDataOutputStream closing = out) {
      flush();
      closing.flush();
    }
  }

  private void flush() throws IOException {
    out.write(chunk, 0, size);
    size = 0;
  }

  private void separate(int column) {
    if (column > 0) {
      put((byte) ',');
    }
  }

  private void number(double value) {
    if (Double.isNaN(value)) {
      return;
    }
    // The fast writer is Schubfach's: always shortest, which Java 17's Double.toString is not.
    String digits = NumberOutput.toString(value, true);
    int length = digits.endsWith(".0") ? digits.length() - 2 : digits.length();
    for (int i = 0; i < length; i++) {
      put((byte) digits.charAt(i));
    }
  }

  private void cell(CellType type, byte[] cell) {
    text(type.equals(CellType.TEXT) ? cell : type.text(cell).getBytes(StandardCharsets.UTF_8));
  }

  private void text(byte[] utf8) {
    boolean quoted = needsQuotes(utf8);
    if (quoted) {
      put((byte) '"');
    }
    for (byte b : utf8) {
      if (b == '"') {
        put(b);
      }
      put(b);
    }
    if (quoted) {
      put((byte) '"');
    }
  }

  private static boolean needsQuotes(byte[] utf8) {
    for (byte b : utf8) {
      if (b == ',' || b == '"' || b == '\n' || b == '\r') {
        return true;
      }
    }
    return false;
  }

  private void put(byte b) {
    if (size == chunk.length) {
      chunk = Arrays.copyOf(chunk, 2 * size);
    }
    chunk[size++] = b;
  }
}
