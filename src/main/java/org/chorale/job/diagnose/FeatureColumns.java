package org.chorale.job.diagnose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.chorale.io.parquet.FlatParquetReader;
import org.chorale.io.parquet.RowGroup;
import org.chorale.io.storage.NewFile;

/**
 * Columns of a diagnosis' table, on the driver: one at a time, eight bytes per row, 16 MB for two
 * million voxels.
 */
final class FeatureColumns {
  private final Configuration conf;
  private final List<Path> files;

  /** Of a table that is complete. */
  FeatureColumns(Configuration conf, Path directory, String table) throws IOException {
    this.conf = conf;
    Path place = new Path(directory, table);
    FileSystem files = NewFile.fileSystem(conf, place);
    this.files =
        Arrays.stream(files.listStatus(place, path -> !path.getName().startsWith("_")))
            .map(FileStatus::getPath)
            .sorted(Comparator.comparing(Path::getName))
            .toList();
  }

  /** Numbers, NaN missing. */
  double[] numbers(String column) throws IOException {
    return numbers(column, 0, 1);
  }

  /** Those of every {@code stride}-th row, from row {@code first} of every row group on. */
  double[] numbers(String column, int first, int stride) throws IOException {
    List<double[]> parts = new ArrayList<>();
    for (Path path : files) {
      try (FlatParquetReader file = FlatParquetReader.open(conf, path)) {
        int index = file.indexOf(column);
        for (int group = 0; group < file.rowGroupCount(); group++) {
          try (RowGroup rows = file.readRowGroup(group, index)) {
            parts.add(every(rows.doubles(index), first, stride));
          }
        }
      }
    }
    double[] all = new double[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static double[] every(double[] all, int first, int stride) {
    if (stride == 1) {
      return all;
    }
    double[] some = new double[all.length / stride];
    Arrays.setAll(some, k -> all[k * stride + first]);
    return some;
  }

  /**
   * Some texts.
   *
   * @param rows in ascending order
   */
  List<String> texts(String column, int... rows) throws IOException {
    List<String> texts = new ArrayList<>();
    int first = 0;
    int next = 0;
    for (Path path : files) {
      try (FlatParquetReader file = FlatParquetReader.open(conf, path)) {
        int index = file.indexOf(column);
        for (int group = 0; group < file.rowGroupCount(); group++) {
          int end = first + Math.toIntExact(file.rowCount(group));
          if (next < rows.length && rows[next] < end) {
            try (RowGroup values = file.readRowGroup(group, index)) {
              String[] all = values.strings(index);
              for (; next < rows.length && rows[next] < end; next++) {
                texts.add(all[rows[next] - first]);
              }
            }
          }
          first = end;
        }
      }
    }
    return texts;
  }
}
