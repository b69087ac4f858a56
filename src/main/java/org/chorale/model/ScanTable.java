package org.chorale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The scans of a run: their ids, and the texts of the columns with a role. Rows are in the order of
 * the first file; several files are joined by id. Immutable.
 */
public final class ScanTable {
  private static final int MOST_LISTED = 10;

  private final List<ScanColumns> files;
  private final int[][] rowOf;
  private final List<String> unmatched;
  private final Set<String> rounded;

  private ScanTable(
      List<ScanColumns> files, int[][] rowOf, List<String> unmatched, Set<String> rounded) {
    this.rounded = rounded;
    this.files = files;
    this.rowOf = rowOf;
    this.unmatched = List.copyOf(unmatched);
  }

  /**
   * Joins files by id.
   *
   * @param files the first gives the order of scans
   * @param optional files in which a scan may be absent, it then misses their columns, and which
   *     may have scans of their own
   * @throws InvalidInputException if an id is missing or twice in a file, or on one side only
   */
  public static ScanTable join(List<ScanColumns> files, IntPredicate optional) {
    ScanColumns first = files.get(0);
    int[][] rowOf = new int[files.size()][first.size()];
    Map<String, Integer> scanOf = index(first);
    List<String> unmatched = new ArrayList<>();
    Arrays.setAll(rowOf[0], s -> s);
    for (int f = 1; f < files.size(); f++) {
      Map<String, Integer> rows = index(files.get(f));
      List<String> onlyFirst = new ArrayList<>();
      for (int s = 0; s < first.size(); s++) {
        Integer row = rows.get(first.id(s));
        rowOf[f][s] = row == null ? -1 : row;
        if (row == null && !optional.test(f)) {
          onlyFirst.add(first.id(s));
        }
      }
      List<String> onlyHere = rows.keySet().stream().filter(id -> !scanOf.containsKey(id)).toList();
      if (optional.test(f)) {
        unmatched.addAll(onlyHere);
      } else {
        refuseOneSided(first.file(), onlyFirst, files.get(f).file(), onlyHere);
      }
    }
    ScanTable joined = new ScanTable(List.copyOf(files), rowOf, unmatched, Set.of());
    joined.refuseContradictions();
    return joined;
  }

  /** A column that stands in two files must say the same of every scan in both. */
  private void refuseContradictions() {
    for (int f = 0; f < files.size(); f++) {
      for (String column : files.get(f).columns()) {
        ScanColumns other = files.get(fileOf(column));
        List<String> different = new ArrayList<>();
        for (int s = 0; s < size() && !other.equals(files.get(f)); s++) {
          int row = rowOf[f][s];
          String here = row < 0 ? null : files.get(f).text(column, row);
          String there = text(column, s);
          if (row >= 0 && rowOf[fileOf(column)][s] >= 0 && !Objects.equals(here, there)) {
            different.add("%s ('%s' and '%s')".formatted(id(s), here, there));
          }
        }
        if (!different.isEmpty()) {
          throw new InvalidInputException(
              "column '%s' is in %s and in %s, and they differ for %s: %s\nCorrect them, or keep the column in one of them."
                  .formatted(
                      column,
                      files.get(f).file(),
                      other.file(),
                      counted(different.size(), "scan"),
                      firstOf(different)));
        }
      }
    }
  }

  private static Map<String, Integer> index(ScanColumns file) {
    Map<String, Integer> rows = new LinkedHashMap<>();
    List<String> twice = new ArrayList<>();
    for (int row = 0; row < file.size(); row++) {
      String id = file.id(row);
      if (id == null) {
        throw new InvalidInputException(
            "%s:%d: the scan has no id; fill it in or remove the row"
                .formatted(file.file(), file.line(row)));
      }
      Integer before = rows.put(id, row);
      if (before != null) {
        twice.add("'%s' in lines %d and %d".formatted(id, file.line(before), file.line(row)));
      }
    }
    if (!twice.isEmpty()) {
      throw new InvalidInputException(
          "%s: %s: %s; an id names one scan: make them unique or remove the copies"
              .formatted(file.file(), counted(twice.size(), "duplicate id"), firstOf(twice)));
    }
    return rows;
  }

  private static void refuseOneSided(
      String first, List<String> onlyFirst, String second, List<String> onlySecond) {
    List<String> problems = new ArrayList<>();
    if (!onlyFirst.isEmpty()) {
      problems.add(
          "%s of %s not in %s: %s"
              .formatted(counted(onlyFirst.size(), "scan"), first, second, firstOf(onlyFirst)));
    }
    if (!onlySecond.isEmpty()) {
      problems.add(
          "%s of %s not in %s: %s"
              .formatted(counted(onlySecond.size(), "scan"), second, first, firstOf(onlySecond)));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          String.join("\n", problems) + "\nFiles are joined by id: make their ids the same.");
    }
  }

  /** The first ten of a list and how many more. */
  static String firstOf(List<String> items) {
    String shown = String.join(", ", items.subList(0, Math.min(MOST_LISTED, items.size())));
    return items.size() > MOST_LISTED
        ? shown + " and " + (items.size() - MOST_LISTED) + " more"
        : shown;
  }

  /** {@code 1 scan}, {@code 2 scans}. */
  static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** The same with the numbers of some columns rounded to single precision. */
  ScanTable rounded(Set<String> columns) {
    return new ScanTable(files, rowOf, unmatched, Set.copyOf(columns));
  }

  /**
   * Some of the scans with columns of their own beside.
   *
   * @param some indices of the scans, in ascending order
   * @param beside a row per scan of this table
   */
  public ScanTable with(int[] some, ScanColumns beside) {
    List<ScanColumns> all = new ArrayList<>(files);
    all.add(beside);
    int[][] rows = new int[all.size()][];
    for (int f = 0; f < files.size(); f++) {
      int[] own = rowOf[f];
      rows[f] = Arrays.stream(some).map(scan -> own[scan]).toArray();
    }
    rows[files.size()] = some.clone();
    return new ScanTable(List.copyOf(all), rows, unmatched, rounded);
  }

  private static String inSinglePrecision(String text) {
    double value = text == null ? Double.NaN : Coding.Continuous.number(text);
    return Double.isFinite(value) ? Double.toString((float) value) : text;
  }

  /** N. */
  public int size() {
    return rowOf[0].length;
  }

  /** Ids that only an optional file has. */
  public List<String> unmatched() {
    return unmatched;
  }

  /** Id of a scan. */
  public String id(int scan) {
    return files.get(0).id(rowOf[0][scan]);
  }

  /** Row of a scan in a file, or −1. */
  public int row(int file, int scan) {
    return rowOf[file][scan];
  }

  /**
   * Text of a column for a scan, or null where it is missing.
   *
   * @throws IllegalArgumentException if no file has the column
   */
  public String text(String column, int scan) {
    int file = fileOf(column);
    int row = rowOf[file][scan];
    String text = row < 0 ? null : files.get(file).text(column, row);
    return rounded.contains(column) ? inSinglePrecision(text) : text;
  }

  /** {@code participants.tsv:214}, where a column's cell of a scan stands. */
  public String where(String column, int scan) {
    int file = fileOf(column);
    int row = rowOf[file][scan];
    return row < 0
        ? files.get(file).file()
        : files.get(file).file() + ":" + files.get(file).line(row);
  }

  private int fileOf(String column) {
    for (int f = files.size() - 1; f >= 0; f--) {
      if (files.get(f).has(column)) {
        return f;
      }
    }
    throw new IllegalArgumentException("no file has column " + column);
  }
}
