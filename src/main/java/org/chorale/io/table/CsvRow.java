package org.chorale.io.table;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The row being read: gets its fields from the CSV parser as they are found, so that no text is
 * made of a feature's cell.
 */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
  private final PartRows rows;
  private final ColumnTallies tallies;
  private final int[] targets;
  private final int[] roles;
  private final double[] values;
  private final byte[][] carried;
  private final String[] carriedTexts;
  private final String[] roleTexts;
  private boolean inHeader;
  private boolean blank;
  private int fields;
  private int lastFilled;
  private String unexpected;
  private boolean endsInQuotes;
  private long chars;

  CsvRow(TableLayout layout, PartRows rows, boolean headerFirst) {
    this.rows = rows;
    this.tallies = rows.tallies();
    this.targets = layout.targets();
    this.roles = layout.rolesAmongCarried();
    this.values = new double[layout.featureCount()];
    this.carried = new byte[layout.carriedCount()][];
    this.carriedTexts = new String[layout.carriedCount()];
    this.roleTexts = new String[roles.length];
    this.inHeader = headerFirst;
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    blank = true;
    fields = 0;
    lastFilled = -1;
    unexpected = null;
    endsInQuotes = false;
  }

  @Override
  protected void handleField(int field, char[] buffer, int offset, int length, boolean quoted) {
    fields = field + 1;
    endsInQuotes = quoted;
    chars += length + 1;
    if (length > 0 && (blank || field >= targets.length)) {
      noteVisible(field, buffer, offset, length);
    }
    if (inHeader || field >= targets.length) {
      return;
    }
    if (!quoted && length > 2 && buffer[offset] == ' ') {
      String inner = quotedAfterBlanks(buffer, offset, length);
      if (inner != null) {
        take(field, inner.toCharArray(), 0, inner.length());
        return;
      }
    }
    take(field, buffer, offset, length);
  }

  private void take(int field, char[] buffer, int offset, int length) {
    int target = targets[field];
    if (target >= 0) {
      feature(field, target, buffer, offset, length);
    } else if (target != TableLayout.IGNORED) {
      carry(field, -1 - target, buffer, offset, length);
    }
  }

  /** What stands in quotes although blanks stand before them, as in {@code s1, "A"}; else null. */
  private static String quotedAfterBlanks(char[] buffer, int offset, int length) {
    String text = new String(buffer, offset, length).strip();
    boolean inQuotes = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return inQuotes ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : null;
  }

  @Override
  protected RecordWrapper<CsvRow> buildRecord() {
    return wrapRecord(this);
  }

  /** Adds the row that was just read, unless it is the header or has nothing on it. */
  void finish() throws IOException {
    if (blank) {
      for (int c = 0; c < Math.min(fields, targets.length) && !inHeader; c++) {
        tallies.removeMissing(c);
      }
      return;
    }
    if (inHeader) {
      inHeader = false;
      return;
    }
    int line = Math.toIntExact(getStartingLineNumber());
    for (int c = fields; c < targets.length; c++) {
      fillAbsent(c);
    }
    if (fields < targets.length || lastFilled >= targets.length) {
      noteFieldCount(line);
    }
    for (int r = 0; r < roles.length; r++) {
      String text = carriedTexts[roles[r]];
      roleTexts[r] = text == null ? null : CellNumber.role(text);
    }
    rows.add(line, roleTexts, values, 0, carried);
  }

  /** Whether the last field read was quoted. */
  boolean endsInQuotes() {
    return endsInQuotes;
  }

  /** Characters read so far, about. */
  long chars() {
    return chars;
  }

  /** Line on which the row begins. */
  int line() {
    return Math.toIntExact(getStartingLineNumber());
  }

  private void noteVisible(int field, char[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] > ' ') {
        blank = false;
        lastFilled = field;
        if (field >= targets.length && unexpected == null) {
          unexpected = new String(buffer, offset, length);
        }
        return;
      }
    }
  }

  private void feature(int field, int target, char[] buffer, int offset, int length) {
    double value = CellNumber.parse(buffer, offset, length);
    if (!Double.isFinite(value)) {
      value = notFinite(value, field, buffer, offset, length);
    }
    values[target] = value;
  }

  private double notFinite(double value, int field, char[] buffer, int offset, int length) {
    if (!Double.isNaN(value)) {
      note(Problem.Kind.INFINITE, field, new String(buffer, offset, length));
      return value;
    }
    if (CellNumber.isText(value)) {
      tallies.addText(field);
      note(Problem.Kind.TEXT_IN_FEATURE, field, new String(buffer, offset, length));
    } else {
      tallies.addMissing(field);
    }
    return Double.NaN;
  }

  private void carry(int field, int k, char[] buffer, int offset, int length) {
    double value = CellNumber.parse(buffer, offset, length);
    if (Double.isNaN(value)) {
      if (CellNumber.isText(value)) {
        tallies.addText(field);
      } else {
        tallies.addMissing(field);
      }
    }
    carriedTexts[k] = length == 0 ? null : new String(buffer, offset, length);
    carried[k] = length == 0 ? null : carriedTexts[k].getBytes(StandardCharsets.UTF_8);
  }

  private void fillAbsent(int column) {
    tallies.addMissing(column);
    int target = targets[column];
    if (target >= 0) {
      values[target] = Double.NaN;
    } else if (target != TableLayout.IGNORED) {
      carriedTexts[-1 - target] = null;
      carried[-1 - target] = null;
    }
  }

  private void noteFieldCount(int line) {
    if (fields < targets.length) {
      rows.problems().add(Problem.Kind.FIELD_COUNT, line, -1, fields + " fields");
    } else {
      rows.problems()
          .add(
              Problem.Kind.FIELD_COUNT,
              line,
              -1,
              (lastFilled + 1) + " fields, the last '" + unexpected + "'");
    }
  }

  private void note(Problem.Kind kind, int field, String text) {
    rows.problems().add(kind, line(), field, text);
  }
}
