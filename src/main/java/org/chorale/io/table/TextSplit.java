package org.chorale.io.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.rows.RowPart;
import org.chorale.io.rows.RowWriter;

/** The lines of a text table that begin in a range of its bytes. */
final class TextSplit implements TableSplit {
  private static final long serialVersionUID = 1L;

  /** A longer quoted field is taken for an unclosed quote. */
  static final int LONGEST_FIELD = 1 << 26;

  private final String path;
  private final char delimiter;
  private final int index;
  private final boolean last;
  private final long start;
  private final long end;

  TextSplit(String path, char delimiter, int index, boolean last, long start, long end) {
    this.path = path;
    this.delimiter = delimiter;
    this.index = index;
    this.last = last;
    this.start = start;
    this.end = end;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public ImportedPart importRows(Configuration conf, TableLayout layout, RowPart target)
      throws IOException {
    try (RowWriter out = target == null ? null : target.create(conf);
        RangeReader text = open(conf)) {
      PartRows rows = new PartRows(layout, out);
      boolean openQuote = read(text, layout, rows, Long.MAX_VALUE, Integer.MAX_VALUE);
      if (out != null && !openQuote) {
        out.publish();
      }
      return new ImportedPart(index, text.lines(), openQuote, rows);
    }
  }

  /** Reads the first rows, at least one. */
  PartRows readFirst(Configuration conf, TableLayout layout, long charLimit, int rowLimit)
      throws IOException {
    try (RangeReader text = open(conf)) {
      PartRows rows = new PartRows(layout, null);
      read(text, layout, rows, charLimit, rowLimit);
      return rows;
    }
  }

  /** Reads rows up to a limit; true if the split ends within quotes, or may. */
  private boolean read(
      RangeReader text, TableLayout layout, PartRows rows, long charLimit, int rowLimit)
      throws IOException {
    CsvRow row = new CsvRow(layout, rows, index == 0);
    boolean limited = false;
    try {
      Iterator<CsvRow> records =
          CsvReader.builder()
              .fieldSeparator(delimiter)
              .ignoreDifferentFieldCount(true)
              .skipEmptyLines(true)
              .maxBufferSize(LONGEST_FIELD)
              .build(row, text)
              .iterator();
      while (!limited && records.hasNext()) {
        records.next().finish();
        limited = rows.count() >= rowLimit || (rows.count() > 0 && row.chars() >= charLimit);
      }
    } catch (CsvParseException tooLong) {
      rows.problems()
          .add(Problem.Kind.OPEN_QUOTE, line(text), -1, "a quoted field of 64 million characters");
      return !isWhole();
    } catch (UncheckedIOException failed) {
      noteOrThrow(failed.getCause(), text, rows);
    }
    if (limited) {
      return false;
    }
    if (text.malformedLine() >= 0) {
      rows.problems()
          .add(
              Problem.Kind.MALFORMED_UTF8,
              Math.toIntExact(text.malformedLine()),
              -1,
              "bytes that are not UTF-8");
    }
    boolean unclosed = row.endsInQuotes() && !text.endsWithQuote();
    if (isWhole()) {
      if (unclosed && text.hasOddQuotes()) {
        rows.problems()
            .add(Problem.Kind.OPEN_QUOTE, row.line(), -1, "a quote that is never closed");
      }
      return false;
    }
    return unclosed || text.hasOddQuotes();
  }

  private boolean isWhole() {
    return index == 0 && last;
  }

  private void noteOrThrow(IOException failure, RangeReader text, PartRows rows)
      throws IOException {
    if (!(failure instanceof EOFException || failure instanceof ZipException)) {
      throw failure;
    }
    rows.problems().add(Problem.Kind.DAMAGED_GZIP, line(text), -1, failure.getMessage());
  }

  private static int line(RangeReader text) {
    return Math.toIntExact(text.lines());
  }

  private RangeReader open(Configuration conf) throws IOException {
    return index == 0
        ? RangeReader.first(TextBytes.open(conf, path, start), start, end)
        : RangeReader.later(TextBytes.open(conf, path, start), start, end);
  }
}
