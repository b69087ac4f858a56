package org.chorale.io.table;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.chorale.io.parquet.CellType;
import org.chorale.model.InvalidInputException;

/** A table as the user has it, on the driver. */
public sealed interface TableFile permits TextTable, ParquetTable {
  /**
   * Opens a table by the ending of its name: .csv, .tsv, .txt, .dat, each also with .gz, or
   * .parquet, or a directory of Parquet files. Reads its header or footers.
   *
   * @throws InvalidInputException if there is none, or it isn't what its name says
   */
  static TableFile open(Configuration conf, String path) {
    return open(conf, path, null);
  }

  /**
   * The same, a column of lists being left aside.
   *
   * @param listColumn name of a column of Parquet that is read otherwise, or null
   */
  static TableFile open(Configuration conf, String path, String listColumn) {
    try {
      FileStatus status = TablePaths.status(conf, path);
      if (status.isDirectory() || TablePaths.isParquetName(path)) {
        return ParquetTable.open(conf, path, status, listColumn);
      }
      return TextTable.open(conf, path, status);
    } catch (IOException unreadable) {
      throw TablePaths.unreadable(path, unreadable);
    }
  }

  /** As the user gave it. */
  String path();

  /** Column names, trimmed, in order. */
  List<String> columns();

  /** What the cells of each column are when they are carried; text in a text table. */
  List<CellType> types();

  /** Size of all files. */
  long bytes();

  /** The files, in the order of their rows. */
  List<PhysicalFile> files();

  /** Pieces for tasks, in the order of their rows; a fixed function of the files. */
  List<TableSplit> splits();

  /**
   * What each column looks like from the first rows, or from the schema. Cheap; may misjudge a
   * column whose first cells don't represent it.
   *
   * @throws InvalidInputException if the table has no row or its first rows can't be read
   */
  List<ColumnKind> sample(Configuration conf);

  /** The Hadoop path of a file or directory. */
  default Path location() {
    return new Path(path());
  }
}
