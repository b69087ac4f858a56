package org.chorale.job.input;

import java.io.IOException;
import java.util.ArrayList;
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
    run(rows, assignment, AddedColumns.NONE, target);
  }

  /**
   * Writes a row for every scan that takes part.
   *
   * @param added columns that the tables don't have, beside theirs
   * @param target directory of the files
   */
  public void run(TableRows rows, ScanAssignment assignment, AddedColumns added, Path target) {
    Broadcast<TableRows> tables = spark.broadcast(rows);
    Broadcast<ScanAssignment> scans = spark.broadcast(assignment);
    Broadcast<SerializableConfiguration> conf = configuration;
    List<OutputColumn> columns =
        new ArrayList<>(rows.columns().stream().filter(column -> !column.isFeature()).toList());
    columns.addAll(added.columns(rows.carriedCount()));
    Broadcast<List<OutputColumn>> carried = spark.broadcast(columns);
    Broadcast<AddedColumns> beside = spark.broadcast(added);
    String directory = target.toString();
    List<Integer> parts = IntStream.range(0, rows.partCount(0)).boxed().toList();
    spark
        .parallelize(parts, parts.size())
        .foreach(
            part -> {
              Path file = new Path(directory, TextParts.name(part, TableFormat.PARQUET.ending()));
              JoinedRows joined =
                  new JoinedRows(conf.value().value(), part, tables.value(), scans.value());
              write(conf.value().value(), file, joined, carried.value(), beside.value());
            });
  }

  private static void write(
      Configuration conf,
      Path file,
      JoinedRows joined,
      List<OutputColumn> columns,
      AddedColumns added)
      throws IOException {
    Path attempt = NewFile.attempt(file, TaskAttempt.label());
    try (JoinedRows rows = joined;
        HarmonisedWriter out =
            HarmonisedWriter.open(conf, attempt, columns, TableFormat.PARQUET, false)) {
      double[] none = new double[0];
      while (rows.next()) {
        out.write(none, added.beside(rows.carried(), rows.scan()));
      }
    }
    NewFile.publish(conf, attempt, file);
  }
}
