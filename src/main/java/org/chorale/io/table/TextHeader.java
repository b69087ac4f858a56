package org.chorale.io.table;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.chorale.model.InvalidInputException;

/** Column names from the header line of a text table. */
final class TextHeader {
  private TextHeader() {}

  /**
   * Names, trimmed. Unnamed fields at the end are no columns; elsewhere they are {@code
   * unnamed_<position>}, position from 1.
   */
  static List<String> names(String path, String header, char delimiter) throws IOException {
    List<String> fields = fields(header, delimiter);
    int width = fields.size();
    while (width > 0 && fields.get(width - 1).isBlank()) {
      width--;
    }
    if (width == 0) {
      throw new InvalidInputException(
          path + ":1: no column has a name. Expected a header line with column names.");
    }
    List<String> names = new ArrayList<>(width);
    for (int c = 0; c < width; c++) {
      String name = fields.get(c).strip();
      names.add(name.isEmpty() ? "unnamed_" + (c + 1) : name);
    }
    TablePaths.refuseDuplicates(path + ":1", names);
    return names;
  }

  private static List<String> fields(String header, char delimiter) throws IOException {
    CsvRecordHandler anyWidth =
        CsvRecordHandler.builder()
            .maxFields(Integer.MAX_VALUE)
            .maxFieldSize(TextSplit.LONGEST_FIELD)
            .maxRecordSize(Integer.MAX_VALUE)
            .build();
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .skipEmptyLines(true)
            .maxBufferSize(TextSplit.LONGEST_FIELD)
            .build(anyWidth, withoutBlanksBeforeQuotes(header, delimiter))) {
      for (CsvRecord line : csv) {
        if (!line.getFields().stream().allMatch(String::isBlank)) {
          return line.getFields();
        }
      }
    }
    return List.of();
  }

  /** As {@code a, "b"} is meant: a quote opens a field although blanks stand before it. */
  private static String withoutBlanksBeforeQuotes(String header, char delimiter) {
    StringBuilder kept = new StringBuilder(header.length());
    boolean quoted = false;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (c == '"' && !quoted) {
        int end = kept.length();
        while (end > 0 && kept.charAt(end - 1) == ' ') {
          end--;
        }
        if (end == 0 || kept.charAt(end - 1) == delimiter || kept.charAt(end - 1) == '\n') {
          kept.setLength(end);
        }
      }
      quoted ^= c == '"';
      kept.append(c);
    }
    return kept.toString();
  }
}
