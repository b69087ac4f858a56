package org.chorale.job.input;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.harmonised.HarmonisedWriter;
import org.chorale.io.harmonised.OutputColumn;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.io.storage.NewFile;
import org.chorale.io.storage.TextParts;
import org.chorale.job.task.TaskAttempt;

/** Writes the columns of tables that are not features, as Parquet: the scan table of a matrix. */
public final class ScanTableJob {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  /** On a running Spark. */
  public ScanTableJob(JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration) {
    this.spark = spark;
    this.configuration = configuration;
  }

  /**
   * Writes a row for every scan that takes part.
   *
   * @param target directory of the files
   */
  public void run(TableRows rows, ScanAssignment assignment, Path target) {
    Broadcast<TableRows> tables = spark.broadcast(rows);
    Broadcast<ScanAssignment> scans = spark.broadcast(assignment);
    Broadcast<SerializableConfiguration> conf = configuration;
    List<OutputColumn> columns =
        rows.columns().stream().filter(column -> !column.isFeature()).toList();
    Broadcast<List<OutputColumn>> carried = spark.broadcast(columns);
    String directory = target.toString();
    List<Integer> parts = IntStream.range(0, rows.partCount(0)).boxed().toList();
    spark
        .parallelize(parts, parts.size())
        .foreach(
            part -> {
              Path file = new Path(directory, TextParts.name(part, TableFormat.PARQUET.ending()));
              write(
                  conf.value().value(), file, part, tables.value(), scans.value(), carried.value());
            });
  }

  private static void write(
      Configuration conf,
      Path file,
      int part,
      TableRows tables,
      ScanAssignment scans,
      List<OutputColumn> columns)
      throws IOException {
    Path attempt = NewFile.attempt(file, TaskAttempt.label());
    try (JoinedRows rows = new JoinedRows(conf, part, tables, scans);
        HarmonisedWriter out =
            HarmonisedWriter.open(conf, attempt, columns, TableFormat.PARQUET, false)) {
      double[] none = new double[0];
      while (rows.next()) {
        out.write(none, rows.carried());
      }
    }
    NewFile.publish(conf, attempt, file);
  }
}
