package org.chorale.job.apply;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.io.storage.NewFile;
import org.chorale.io.storage.TextParts;
import org.chorale.job.fit.BlockScales;
import org.chorale.job.input.ScanAssignment;
import org.chorale.job.input.TableRows;
import org.chorale.job.task.TaskAttempt;
import org.chorale.model.CodedScans;

/**
 * Adjusts the scans and writes the harmonised table.
 *
 * <p>A task reads one part of the first table row by row, looks the rows of further tables up,
 * adjusts them with the estimates of their sites and writes one file. Estimates are read from the
 * model by the first task of an executor that needs them and shared by its tasks. The driver puts
 * CSV parts together, one buffer at a time.
 */
public final class ApplyJob {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  /** On a running Spark. */
  public ApplyJob(JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration) {
    this.spark = spark;
    this.configuration = configuration;
  }

  /**
   * Writes the harmonised table.
   *
   * @param slices where estimates come from
   * @param scales on which features are adjusted
   * @param target directory for Parquet, file for CSV
   */
  public void run(
      TableRows rows,
      CodedScans coded,
      ModelSlices slices,
      BlockScales scales,
      TableFormat format,
      Path target)
      throws IOException {
    Broadcast<TableRows> tables = spark.broadcast(rows);
    Broadcast<ScanAssignment> scans = spark.broadcast(ScanAssignment.of(coded, rows));
    Broadcast<SerializableConfiguration> conf = configuration;
    boolean csv = format == TableFormat.CSV;
    String directory = (csv ? target.suffix("-parts") : target).toString();
    List<Integer> parts = IntStream.range(0, rows.partCount(0)).boxed().toList();
    spark
        .parallelize(parts, parts.size())
        .foreach(
            part -> {
              Configuration hadoop = conf.value().value();
              Path file = new Path(directory, TextParts.name(part, format.ending()));
              Path attempt = NewFile.attempt(file, TaskAttempt.label());
              try (AdjustedPart adjusted =
                  new AdjustedPart(hadoop, part, tables.value(), scans.value(), slices, scales)) {
                adjusted.write(attempt, format);
              }
              NewFile.publish(hadoop, attempt, file);
            });
    if (csv) {
      TextParts.join(
          spark.hadoopConfiguration(), new Path(directory), parts.size(), format.ending(), target);
    }
  }
}
