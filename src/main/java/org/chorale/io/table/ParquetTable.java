package org.chorale.io.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.chorale.io.parquet.CellType;
import org.chorale.io.parquet.FlatParquetReader;
import org.chorale.model.InvalidInputException;

/**
 * A Parquet file, or a directory of them in the order of their names, as Spark and pandas write
 * them. A split is a row group.
 */
public final class ParquetTable implements TableFile {
  private final String path;
  private final List<String> columns;
  private final List<CellType> types;
  private final List<PhysicalFile> files;
  private final List<TableSplit> splits;

  private ParquetTable(
      String path,
      List<String> columns,
      List<CellType> types,
      List<PhysicalFile> files,
      List<TableSplit> splits) {
    this.path = path;
    this.columns = columns;
    this.types = types;
    this.files = files;
    this.splits = splits;
  }

  static ParquetTable open(Configuration conf, String path, FileStatus status, String listColumn)
      throws IOException {
    List<FileStatus> parts = status.isDirectory() ? parts(conf, path) : List.of(status);
    List<String> columns = null;
    List<CellType> types = null;
    List<PhysicalFile> files = new ArrayList<>();
    List<TableSplit> splits = new ArrayList<>();
    for (FileStatus part : parts) {
      String file = status.isDirectory() ? part.getPath().toString() : path;
      try (FlatParquetReader reader = FlatParquetReader.open(conf, new Path(file))) {
        refuseNested(
            file, reader.nestedColumns().stream().filter(c -> !c.equals(listColumn)).toList());
        List<String> names = reader.columns().stream().map(c -> c.getName().strip()).toList();
        List<CellType> found = reader.columns().stream().map(CellType::of).toList();
        if (columns == null) {
          columns = names;
          types = found;
        }
        refuseOther(file, files, columns, types, names, found);
        String location = part.getPath().toString();
        files.add(new PhysicalFile(file, location, part.getLen()));
        for (int group = 0; group < reader.rowGroupCount(); group++) {
          if (reader.rowCount(group) > 0) {
            splits.add(new ParquetSplit(location, splits.size(), group));
          }
        }
      }
    }
    TablePaths.refuseDuplicates(path, columns);
    if (splits.isEmpty()) {
      throw new InvalidInputException(
          path + ": the table has no row. Expected one row per scan: was the export cut short?");
    }
    return new ParquetTable(path, columns, types, List.copyOf(files), List.copyOf(splits));
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
    return types;
  }

  @Override
  public long bytes() {
    return files.stream().mapToLong(PhysicalFile::bytes).sum();
  }

  @Override
  public List<PhysicalFile> files() {
    return files;
  }

  @Override
  public List<TableSplit> splits() {
    return splits;
  }

  /** From the schema alone. */
  @Override
  public List<ColumnKind> sample(Configuration conf) {
    return types.stream().map(t -> t.isNumeric() ? ColumnKind.NUMERIC : ColumnKind.TEXT).toList();
  }

  private static List<FileStatus> parts(Configuration conf, String path) throws IOException {
    Path directory = new Path(path);
    List<FileStatus> parts =
        Arrays.stream(directory.getFileSystem(conf).listStatus(directory))
            .filter(f -> !f.getPath().getName().startsWith("_"))
            .filter(f -> !f.getPath().getName().startsWith("."))
            .sorted(Comparator.comparing(f -> f.getPath().getName()))
            .toList();
    for (FileStatus part : parts) {
      if (part.isDirectory()) {
        throw new InvalidInputException(
            path
                + ": contains the directory '"
                + part.getPath().getName()
                + "'. Expected Parquet files only: give one table, not partitioned by a column.");
      }
    }
    if (parts.stream().noneMatch(f -> TablePaths.isParquetName(f.getPath().getName()))) {
      throw new InvalidInputException(
          path + ": a directory without Parquet files. Give a .csv file or a Parquet table.");
    }
    return parts;
  }

  private static void refuseNested(String file, List<String> nested) {
    if (!nested.isEmpty()) {
      throw new InvalidInputException(
          file
              + ": columns "
              + nested
              + " hold lists or structures. Expected one value per cell: drop or flatten them.");
    }
  }

  private static void refuseOther(
      String file,
      List<PhysicalFile> before,
      List<String> columns,
      List<CellType> types,
      List<String> names,
      List<CellType> found) {
    if (columns.equals(names) && types.equals(found)) {
      return;
    }
    int c = 0;
    while (c < Math.min(names.size(), columns.size())
        && names.get(c).equals(columns.get(c))
        && found.get(c).equals(types.get(c))) {
      c++;
    }
    throw new InvalidInputException(
        String.format(
            Locale.ROOT,
            "%s: column %d is %s, but in %s it is %s. All files of a table must have the same"
                + " columns in the same order: write the table again.",
            file,
            c + 1,
            column(names, found, c),
            before.get(0).path(),
            column(columns, types, c)));
  }

  private static String column(List<String> names, List<CellType> types, int c) {
    return c < names.size() ? "'" + names.get(c) + "' of type " + types.get(c) : "absent";
  }
}
