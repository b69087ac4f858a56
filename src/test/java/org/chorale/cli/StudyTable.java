package org.chorale.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A small study as text, to be bent by a test and written: columns {@code sub}, {@code site},
 * {@code age}, {@code sex} and features {@code f1}, {@code f2}, …; scans go round the sites.
 */
final class StudyTable {
  private final Map<String, List<String>> columns = new LinkedHashMap<>();
  private final int scans;

  private StudyTable(int scans) {
    this.scans = scans;
  }

  /** Sites {@code A}, {@code B}, … that differ in location and scale; sex is F or M. */
  static StudyTable of(long seed, int sites, int scansPerSite, int features) {
    Random random = new Random(seed);
    StudyTable study = new StudyTable(sites * scansPerSite);
    double[] age = random.doubles(study.scans, 20, 80).toArray();
    int[] male = random.ints(study.scans, 0, 2).toArray();
    study.with("sub", s -> String.format("sub-%03d", s + 1));
    study.with("site", s -> String.valueOf((char) ('A' + s % sites)));
    study.with("age", s -> String.format("%.1f", age[s]));
    study.with("sex", s -> male[s] == 1 ? "M" : "F");
    for (int v = 1; v <= features; v++) {
      double[] shift = random.doubles(sites, -1, 1).toArray();
      double[] spread = random.doubles(sites, 0.7, 1.4).toArray();
      double slope = -0.02 * random.nextDouble();
      study.with(
          "f" + v,
          s ->
              Double.toString(
                  3
                      + slope * age[s]
                      + 0.2 * male[s]
                      + 0.5 * shift[s % sites]
                      + 0.3 * spread[s % sites] * random.nextGaussian()));
    }
    return study;
  }

  StudyTable copy() {
    StudyTable copy = new StudyTable(scans);
    columns.forEach((name, cells) -> copy.columns.put(name, new ArrayList<>(cells)));
    return copy;
  }

  int scans() {
    return scans;
  }

  List<String> names() {
    return List.copyOf(columns.keySet());
  }

  List<String> features() {
    return columns.keySet().stream().filter(name -> name.matches("f\\d+")).toList();
  }

  String cell(String column, int scan) {
    return columns.get(column).get(scan);
  }

  /** Sets a cell. */
  StudyTable set(String column, int scan, String text) {
    columns.get(column).set(scan, text);
    return this;
  }

  /** Adds or replaces a column. */
  StudyTable with(String column, IntFunction<String> text) {
    columns.put(column, new ArrayList<>(IntStream.range(0, scans).mapToObj(text).toList()));
    return this;
  }

  /** Changes every cell of a column. */
  StudyTable map(String column, UnaryOperator<String> change) {
    columns.get(column).replaceAll(change);
    return this;
  }

  /** Sets the cells of one site. */
  StudyTable atSite(String site, String column, IntFunction<String> text) {
    for (int s : scansOf(site)) {
      set(column, s, text.apply(s));
    }
    return this;
  }

  List<Integer> scansOf(String site) {
    return IntStream.range(0, scans).filter(s -> cell("site", s).equals(site)).boxed().toList();
  }

  StudyTable without(String column) {
    columns.remove(column);
    return this;
  }

  StudyTable renamed(String column, String name) {
    Map<String, List<String>> before = new LinkedHashMap<>(columns);
    columns.clear();
    before.forEach((key, cells) -> columns.put(key.equals(column) ? name : key, cells));
    return this;
  }

  /** Columns in another order, or some of them. */
  StudyTable columns(List<String> order) {
    Map<String, List<String>> before = new LinkedHashMap<>(columns);
    columns.clear();
    order.forEach(name -> columns.put(name, before.get(name)));
    return this;
  }

  /** The given scans in that order. */
  StudyTable rows(List<Integer> order) {
    StudyTable rows = new StudyTable(order.size());
    columns.forEach(
        (name, cells) ->
            rows.columns.put(name, new ArrayList<>(order.stream().map(cells::get).toList())));
    return rows;
  }

  /** Without the last scans of a site so that {@code n} are left. */
  StudyTable withScansAt(String site, int n) {
    List<Integer> surplus = scansOf(site).subList(n, scansOf(site).size());
    return rows(IntStream.range(0, scans).filter(s -> !surplus.contains(s)).boxed().toList());
  }

  StudyTable shuffledRows(long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, scans).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return rows(order);
  }

  StudyTable shuffledColumns(long seed) {
    List<String> order = new ArrayList<>(columns.keySet());
    Collections.shuffle(order, new Random(seed));
    return copy().columns(order);
  }

  /** As CSV text, quoted where it must be. */
  String text() {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(columns.keySet());
      for (int s = 0; s < scans; s++) {
        int scan = s;
        csv.writeRecord(columns.values().stream().map(cells -> cells.get(scan)).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes it as CSV; gives the path as an argument. */
  String write(Path file) {
    return write(file, text());
  }

  static String write(Path file, String text) {
    try {
      Files.writeString(file, text);
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
