package org.chorale.notebooks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small table in memory: named columns of texts, in order. Immutable. */
public final class Table {
  private final Map<String, List<String>> columns;

  private Table(Map<String, List<String>> columns) {
    this.columns = columns;
  }

  /** A table without columns. */
  public static Table empty() {
    return new Table(Map.of());
  }

  /** Reads a CSV file, or a TSV file by its ending. */
  public static Table read(String file) throws IOException {
    return parse(Files.readString(Path.of(file)), file.endsWith(".tsv") ? '\t' : ',');
  }

  static Table parse(String text, char separator) {
    List<CsvRecord> records =
        CsvReader.builder().fieldSeparator(separator).ofCsvRecord(text).stream().toList();
    List<String> names = records.get(0).getFields();
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (int c = 0; c < names.size(); c++) {
      int column = c;
      columns.put(
          names.get(c), records.stream().skip(1).map(record -> record.getField(column)).toList());
    }
    return new Table(columns);
  }

  /** Number of rows. */
  public int rows() {
    return columns.isEmpty() ? 0 : columns.values().iterator().next().size();
  }

  /** Names of the columns that match a regular expression. */
  public List<String> names(String expression) {
    return columns.keySet().stream().filter(name -> name.matches(expression)).toList();
  }

  /** A column as it is written. */
  public List<String> texts(String column) {
    List<String> texts = columns.get(column);
    if (texts == null) {
      throw new IllegalArgumentException(
          "no column '%s' among %s".formatted(column, columns.keySet()));
    }
    return texts;
  }

  /** A column of numbers; an empty cell is NaN. */
  public double[] numbers(String column) {
    return texts(column).stream()
        .mapToDouble(text -> text.isEmpty() ? Double.NaN : Double.parseDouble(text))
        .toArray();
  }

  /** The different texts of a column, sorted. */
  public List<String> levels(String column) {
    return texts(column).stream().distinct().sorted().toList();
  }

  /** With a column more, or another in the place of one. */
  public Table with(String column, List<String> texts) {
    Map<String, List<String>> more = new LinkedHashMap<>(columns);
    more.put(column, List.copyOf(texts));
    return new Table(more);
  }

  /** With a column of numbers, rounded for reading. */
  public Table with(String column, double[] numbers, int decimals) {
    return with(
        column,
        Arrays.stream(numbers)
            .mapToObj(number -> ("%." + decimals + "f").formatted(number))
            .toList());
  }

  /** The rows of these indices. */
  public Table rows(IntPredicate kept) {
    int[] rows = IntStream.range(0, rows()).filter(kept).toArray();
    Map<String, List<String>> fewer = new LinkedHashMap<>();
    columns.forEach(
        (name, texts) -> fewer.put(name, Arrays.stream(rows).mapToObj(texts::get).toList()));
    return new Table(fewer);
  }

  /** The rows whose column has one of these texts. */
  public Table where(String column, String... texts) {
    List<String> asked = List.of(texts);
    List<String> cells = texts(column);
    return rows(row -> asked.contains(cells.get(row)));
  }

  /** Only these columns. */
  public Table select(String... names) {
    Map<String, List<String>> fewer = new LinkedHashMap<>();
    for (String name : names) {
      fewer.put(name, texts(name));
    }
    return new Table(fewer);
  }

  /** Writes a CSV file. */
  public void write(String file) throws IOException {
    try (CsvWriter out = CsvWriter.builder().build(Path.of(file))) {
      out.writeRecord(columns.keySet());
      for (int r = 0; r < rows(); r++) {
        int row = r;
        out.writeRecord(columns.values().stream().map(texts -> texts.get(row)).toList());
      }
    }
  }

  /** Prints it, columns aligned. */
  public void print() {
    System.out.println(this);
  }

  @Override
  public String toString() {
    List<List<String>> aligned = new ArrayList<>();
    columns.forEach((name, texts) -> aligned.add(align(name, texts)));
    return IntStream.rangeClosed(0, rows())
        .mapToObj(
            row -> aligned.stream().map(cells -> cells.get(row)).collect(Collectors.joining("  ")))
        .map(line -> "  " + line.stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  /** Numbers to the right, words to the left; the name first. */
  private static List<String> align(String name, List<String> texts) {
    int width = Math.max(name.length(), texts.stream().mapToInt(String::length).max().orElse(0));
    boolean numbers =
        texts.stream().allMatch(text -> text.matches("[-+]?[\\d.,]+([eE][-+]?\\d+)?|NaN|"));
    String format = "%" + (numbers ? "" : "-") + Math.max(1, width) + "s";
    List<String> cells = new ArrayList<>(List.of(format.formatted(name)));
    texts.forEach(text -> cells.add(format.formatted(text)));
    return cells;
  }
}
