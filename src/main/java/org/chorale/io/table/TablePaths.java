package org.chorale.io.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.Reason;
import org.chorale.model.InvalidInputException;

/** What a path and a list of names tell before anything is read. */
final class TablePaths {
  private static final List<String> TEXT_ENDINGS = List.of(".csv", ".tsv", ".txt", ".dat");
  private static final List<String> PARQUET_ENDINGS = List.of(".parquet", ".pq");

  private TablePaths() {}

  static FileStatus status(Configuration conf, String path) throws IOException {
    try {
      Path location = new Path(path);
      return location.getFileSystem(conf).getFileStatus(location);
    } catch (FileNotFoundException absent) {
      throw new InvalidInputException(
          path + ": no such file or directory. Check the path and where the run can see it.",
          absent);
    } catch (IllegalArgumentException malformed) {
      throw new InvalidInputException(
          path + ": not a path (" + malformed.getMessage() + "). Check it for typing errors.",
          malformed);
    }
  }

  /** The first bytes of a file, fewer if it is shorter. */
  static byte[] firstBytes(Configuration conf, String path, int count) throws IOException {
    Path location = new Path(path);
    try (FSDataInputStream in = location.getFileSystem(conf).open(location)) {
      return in.readNBytes(count);
    }
  }

  static boolean isParquetName(String path) {
    return endsWithAny(lower(path), PARQUET_ENDINGS);
  }

  static boolean isCompressed(String path) {
    return lower(path).endsWith(".gz");
  }

  static boolean isTabbed(String path) {
    return plainName(path).endsWith(".tsv");
  }

  static void requireTextName(String path) {
    if (!endsWithAny(plainName(path), TEXT_ENDINGS)) {
      throw new InvalidInputException(
          path
              + ": can't tell the kind of table from its name. Expected .csv, .tsv, .txt or .dat,"
              + " each also with .gz, or .parquet: rename the file.");
    }
  }

  static void refuseDuplicates(String where, List<String> names) {
    Map<String, Integer> seen = new HashMap<>();
    for (int c = 0; c < names.size(); c++) {
      Integer first = seen.putIfAbsent(names.get(c), c);
      if (first != null) {
        throw new InvalidInputException(
            String.format(
                Locale.ROOT,
                "%s: columns %d and %d are both named '%s'. Column names must differ: rename one.",
                where,
                first + 1,
                c + 1,
                names.get(c)));
      }
    }
  }

  static InvalidInputException unreadable(String path, IOException cause) {
    String reason = Objects.requireNonNullElse(Reason.of(cause), "it ends too soon");
    return new InvalidInputException(
        path + ": can't be read (" + reason + "). Check its permissions and storage.", cause);
  }

  private static String plainName(String path) {
    String name = lower(path);
    return isCompressed(path) ? name.substring(0, name.length() - ".gz".length()) : name;
  }

  private static boolean endsWithAny(String name, List<String> endings) {
    return endings.stream().anyMatch(name::endsWith);
  }

  private static String lower(String path) {
    return path.toLowerCase(Locale.ROOT);
  }
}
