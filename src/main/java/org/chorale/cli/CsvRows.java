package org.chorale.cli;

import com.fasterxml.jackson.core.io.NumberOutput;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.List;

/** Rows as CSV, numbers in shortest round-trip form. */
final class CsvRows implements Rows {
  private final Terminal terminal;

  CsvRows(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void header(List<String> names) {
    terminal.line(line(names));
  }

  @Override
  public void row(List<Object> cells) {
    terminal.line(line(cells.stream().map(CsvRows::text).toList()));
  }

  private static String text(Object cell) {
    if (cell instanceof Double number) {
      return number.isNaN() ? "" : NumberOutput.toString(number, true);
    }
    return cell == null ? "" : cell.toString();
  }

  private static String line(List<String> cells) {
    StringWriter line = new StringWriter();
    CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(line).writeRecord(cells);
    return line.toString().stripTrailing();
  }
}
