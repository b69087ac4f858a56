package org.chorale.job;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Nearest;

/**
 * Makes a directory of Parquet files a table of Delta Lake, by Delta's own statement: the files
 * stay, and a log that names them by paths within the directory is written beside them, so that the
 * directory can be moved.
 *
 * <p>Delta is not part of Chorale; who wants it adds {@link #PACKAGE} to Spark.
 */
public final class DeltaTable {
  /** Delta for the Spark that Chorale is made with. */
  public static final String PACKAGE = "io.delta:delta-spark_2.13:4.1.0";

  private static final String EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";
  private static final String EXTENSIONS = "spark.sql.extensions";
  private static final String CATALOG = "org.apache.spark.sql.delta.catalog.DeltaCatalog";
  private static final String SESSION_CATALOG = "spark.sql.catalog.spark_catalog";
  private static final String WAREHOUSE = "spark.sql.warehouse.dir";
  private static final String COMMIT_METADATA = "spark.databricks.delta.commitInfo.userMetadata";

  /** Characters that Delta refuses in names of columns. */
  private static final String REFUSED = " ,;{}()\n\t=";

  private final SparkSession session;

  private DeltaTable(SparkSession session) {
    this.session = session;
  }

  /** Adds to a configuration what Spark must know from its start. */
  public static void configure(SparkConf conf) {
    List<String> extensions = new ArrayList<>();
    if (conf.contains(EXTENSIONS)) {
      extensions.addAll(Arrays.asList(conf.get(EXTENSIONS).split(",", -1)));
    }
    if (!extensions.contains(EXTENSION)) {
      extensions.add(EXTENSION);
    }
    conf.set(EXTENSIONS, String.join(",", extensions));
    if (!conf.contains(WAREHOUSE)) {
      conf.set(WAREHOUSE, temporaryDirectory().toURI().toString());
    }
  }

  /**
   * Spark's SQL makes the place of tables that nobody stores, else where the user happens to be.
   */
  private static File temporaryDirectory() {
    try {
      File directory = Files.createTempDirectory("chorale-warehouse").toFile();
      directory.deleteOnExit();
      return directory;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * On a running Spark.
   *
   * @throws InvalidInputException if Spark is without Delta
   */
  static DeltaTable on(JavaSparkContext spark) {
    try {
      Class.forName(EXTENSION, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException absent) {
      throw new InvalidInputException(
          "--format delta needs Delta Lake, which is not part of Chorale; give Spark its package, with SPARK_HOME set: -- --packages %s"
              .formatted(PACKAGE),
          absent);
    }
    SparkSession session =
        SparkSession.builder().sparkContext(spark.sc()).getOrCreate().newSession();
    if (!session.conf().get(EXTENSIONS, "").contains(EXTENSION)) {
      throw new InvalidInputException(
          "a Delta table needs a Spark session that was started with %s=%s"
              .formatted(EXTENSIONS, EXTENSION));
    }
    session.conf().set(SESSION_CATALOG, CATALOG);
    // The log is small: one task reads it back.
    session.conf().set("spark.databricks.delta.snapshotPartitions", 1);
    session.conf().set("spark.sql.shuffle.partitions", 1);
    return new DeltaTable(session);
  }

  /**
   * Checks names of columns.
   *
   * @throws InvalidInputException if one has a character that Delta refuses
   */
  static void refuseNames(List<String> columns) {
    List<String> refused =
        columns.stream()
            .filter(name -> name.chars().anyMatch(c -> REFUSED.indexOf(c) >= 0))
            .map(name -> "'" + name + "'")
            .toList();
    if (!refused.isEmpty()) {
      throw new InvalidInputException(
          "output: Delta takes no column whose name has a blank, tab, line end or one of ,;{}()= in it: %s. Rename it in the input, or ask for --format parquet."
              .formatted(Nearest.listed(refused)));
    }
  }

  /**
   * Makes the table.
   *
   * @param run named in the table's history
   */
  void of(Path directory, String run) {
    session.conf().set(COMMIT_METADATA, "chorale run " + run);
    session.sql(
        "CONVERT TO DELTA parquet.`%s` NO STATISTICS"
            .formatted(directory.toString().replace("`", "``")));
  }
}
