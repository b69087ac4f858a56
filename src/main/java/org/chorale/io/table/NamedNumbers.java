package org.chorale.io.table;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.chorale.model.InvalidInputException;

/** A small text table of names and a number for each, read whole on the driver. */
public final class NamedNumbers {
  private NamedNumbers() {}

  /**
   * Reads it. The numbers stand in the first of the columns wanted that there is, or else in the
   * only column beside the names.
   *
   * @param names column of the names
   * @param wanted columns that the numbers may have, the best first
   * @return by name, in the order of the file; NaN for an empty cell
   * @throws InvalidInputException if a column isn't there, a cell is no number or a name is twice
   */
  public static Map<String, Double> read(
      Configuration conf, String path, String names, List<String> wanted) {
    if (!(TableFile.open(conf, path) instanceof TextTable table)) {
      throw new InvalidInputException(
          path + ": expected a text table, .csv or .tsv, with columns " + names + " and a number");
    }
    int name = table.columns().indexOf(names);
    int number = numberColumn(table, name, wanted);
    if (name < 0 || number < 0) {
      throw new InvalidInputException(
          "%s: no column '%s' in the header, %s; expected columns '%s' and '%s'"
              .formatted(
                  path,
                  name < 0 ? names : String.join("' or '", wanted),
                  table.columns(),
                  names,
                  wanted.get(wanted.size() - 1)));
    }
    try (Reader text =
            new InputStreamReader(TextBytes.open(conf, path, 0), StandardCharsets.UTF_8);
        CsvReader<CsvRecord> rows =
            CsvReader.builder().fieldSeparator(table.delimiter()).ofCsvRecord(text)) {
      return read(path, rows, name, number);
    } catch (IOException unreadable) {
      throw TablePaths.unreadable(path, unreadable);
    }
  }

  private static int numberColumn(TextTable table, int name, List<String> wanted) {
    for (String column : wanted) {
      if (table.columns().contains(column)) {
        return table.columns().indexOf(column);
      }
    }
    return table.columns().size() == 2 && name >= 0 ? 1 - name : -1;
  }

  private static Map<String, Double> read(
      String path, Iterable<CsvRecord> rows, int name, int number) {
    Map<String, Double> byName = new LinkedHashMap<>();
    boolean header = true;
    for (CsvRecord row : rows) {
      if (header || row.getFields().stream().allMatch(String::isBlank)) {
        header &= row.getFields().stream().allMatch(String::isBlank);
        continue;
      }
      long line = row.getStartingLineNumber();
      if (row.getFieldCount() <= Math.max(name, number)) {
        throw new InvalidInputException(
            "%s:%d: %d fields; a name or number is missing"
                .formatted(path, line, row.getFieldCount()));
      }
      char[] cell = row.getField(number).toCharArray();
      double value = CellNumber.parse(cell, 0, cell.length);
      if (Double.isNaN(value) && CellNumber.isText(value)) {
        throw new InvalidInputException(
            "%s:%d: '%s' is not a number".formatted(path, line, row.getField(number)));
      }
      if (byName.put(row.getField(name).strip(), value) != null) {
        throw new InvalidInputException(
            "%s:%d: '%s' is there twice".formatted(path, line, row.getField(name)));
      }
    }
    return byName;
  }
}
