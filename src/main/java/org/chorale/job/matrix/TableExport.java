package org.chorale.job.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.harmonised.HarmonisedWriter;
import org.chorale.io.harmonised.OutputColumn;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.publish.Overwrite;
import org.chorale.io.publish.RunRecord;
import org.chorale.io.storage.NewFile;
import org.chorale.io.storage.TextParts;
import org.chorale.job.input.ImportJob;
import org.chorale.job.input.InputReading;
import org.chorale.job.input.InputRequest;
import org.chorale.job.input.JoinedRows;
import org.chorale.job.input.ScanAssignment;
import org.chorale.job.input.TableRows;
import org.chorale.job.run.ExportRun;
import org.chorale.job.run.RunInput;
import org.chorale.job.task.TaskAttempt;
import org.chorale.model.FeatureSelection;
import org.chorale.model.ScanTable;
import org.chorale.model.SiteLabels;
import org.chorale.model.Specification;
import org.chorale.model.Word;
import scala.Tuple2;

/**
 * Makes a wide table of a feature matrix: a row for every scan, in the order of the scan table, its
 * columns first, then the features. A task makes some rows, as many as 64 MiB hold, and reads just
 * their values; nothing is shuffled.
 */
public final class TableExport {
  private static final long TASK_BYTES = 64L << 20;

  private final JavaSparkContext spark;
  private final FeatureMatrix matrix;
  private final TableFormat format;
  private final String output;
  private final Overwrite overwrite;
  private final Broadcast<SerializableConfiguration> configuration;

  /**
   * Prepares the export.
   *
   * @param output directory of the table
   * @param overwrite what becomes of what is in the way
   */
  public TableExport(
      JavaSparkContext spark,
      FeatureMatrix matrix,
      TableFormat format,
      String output,
      Overwrite overwrite) {
    this.spark = spark;
    this.matrix = matrix;
    this.format = format;
    this.output = output;
    this.overwrite = overwrite;
    this.configuration =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  /**
   * Exports.
   *
   * @return the path of the table; null if the same export was there already
   */
  public String run() {
    try {
      Configuration conf = spark.hadoopConfiguration();
      String from = matrix.directory().toString();
      RunInput input = new RunInput(from, -1, matrix.run());
      ExportRun export = ExportRun.of(conf, from, input, options(), output, overwrite);
      if (export.isDone()) {
        return null;
      }
      String name = format == TableFormat.CSV ? "table.csv" : "table";
      export.run(
          (directory, counts) -> {
            spark.setJobGroup("chorale", "writing the table", false);
            write(directory, new Path(directory, name));
          });
      return new Path(output, name).toString();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private ObjectNode options() {
    ObjectNode options = RunRecord.create();
    options.put("export", "table");
    options.put("format", Word.of(format));
    return options;
  }

  private void write(Path staging, Path target) throws IOException {
    InputReading input =
        new InputReading(
            new InputRequest(
                List.of(FeatureMatrix.scans(matrix.directory()).toString()),
                null,
                matrix.idColumn(),
                FeatureSelection.none(),
                Specification.builder().site(matrix.siteColumns()).build()),
            spark.hadoopConfiguration());
    ScanTable table =
        input.readAll(
            new ImportJob(spark, configuration),
            reading -> new Path(staging, "_rows/reading-" + reading));
    TableRows rows = new TableRows(input.inputs());
    Rows job =
        new Rows(
            matrix,
            spark.broadcast(rows),
            spark.broadcast(ScanAssignment.of(table, new int[table.size()], rows)),
            spark.broadcast(sites(table)),
            columns(rows),
            format);
    Broadcast<Rows> shared = spark.broadcast(job);
    Broadcast<SerializableConfiguration> conf = configuration;
    List<Tuple2<Integer, int[]>> tasks = tasks(rows);
    boolean csv = format == TableFormat.CSV;
    String directory = (csv ? target.suffix("-parts") : target).toString();
    spark
        .parallelize(tasks, tasks.size())
        .foreach(
            task -> shared.value().write(conf.value().value(), directory, task._1(), task._2()));
    if (csv) {
      TextParts.join(
          spark.hadoopConfiguration(), new Path(directory), tasks.size(), format.ending(), target);
    }
  }

  /** Site label and id of every scan. */
  private ScanPlaces sites(ScanTable table) {
    String[] ids = new String[table.size()];
    Arrays.setAll(ids, table::id);
    return new ScanPlaces(ids, SiteLabels.all(table, matrix.siteColumns()).toArray(new String[0]));
  }

  private List<OutputColumn> columns(TableRows rows) throws IOException {
    List<OutputColumn> columns = new ArrayList<>(rows.columns());
    for (int b = 0; b < matrix.blocks().count(); b++) {
      for (String name : matrix.index().names(spark.hadoopConfiguration(), b)) {
        columns.add(OutputColumn.feature(name, columns.size() - rows.columns().size()));
      }
    }
    if (format == TableFormat.PARQUET) {
      OutputColumn.refuseAmbiguousNames(columns);
    }
    return columns;
  }

  /** Runs of rows, each within one part of the scan table: number, and part, first row, rows. */
  private List<Tuple2<Integer, int[]>> tasks(TableRows rows) {
    int most = (int) Math.max(1, TASK_BYTES / (8L * matrix.featureCount()));
    List<Tuple2<Integer, int[]>> tasks = new ArrayList<>();
    for (int part = 0; part < rows.partCount(0); part++) {
      int end = rows.firstRow(0, part + 1);
      for (int row = rows.firstRow(0, part); row < end; row += most) {
        tasks.add(new Tuple2<>(tasks.size(), new int[] {part, row, Math.min(most, end - row)}));
      }
    }
    return tasks;
  }

  /** What a task does. */
  private record Rows(
      FeatureMatrix matrix,
      Broadcast<TableRows> tables,
      Broadcast<ScanAssignment> scans,
      Broadcast<ScanPlaces> places,
      List<OutputColumn> columns,
      TableFormat format)
      implements Serializable {

    void write(Configuration conf, String directory, int number, int[] run) throws IOException {
      double[][] values = new double[run[2]][matrix.featureCount()];
      ScanValues reader = new ScanValues(conf, matrix);
      try (JoinedRows rows = new JoinedRows(conf, run[0], tables.value(), scans.value())) {
        List<byte[][]> carried = new ArrayList<>();
        List<Integer> chosen = new ArrayList<>();
        int skip = run[1] - tables.value().firstRow(0, run[0]);
        for (int row = 0; row < skip + run[2] && rows.next(); row++) {
          if (row >= skip) {
            carried.add(rows.carried().clone());
            chosen.add(rows.scan());
          }
        }
        places.value().bySite(chosen).forEach((site, of) -> reader.read(site, of, values));
        Path file = new Path(directory, TextParts.name(number, format.ending()));
        Path attempt = NewFile.attempt(file, TaskAttempt.label());
        try (HarmonisedWriter out =
            HarmonisedWriter.open(conf, attempt, columns, format, number == 0)) {
          for (int r = 0; r < carried.size(); r++) {
            out.write(values[r], carried.get(r));
          }
        }
        NewFile.publish(conf, attempt, file);
      }
    }
  }
}
