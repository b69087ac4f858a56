package org.chorale.cli;

import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixJson;
import org.chorale.job.matrix.TableExport;
import org.chorale.model.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chorale export table}: a feature matrix as a wide table. */
@Command(
    name = "table",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Writes a feature matrix as a table: a row per scan, a column per feature.",
    footer = {
      "",
      "Written to --output: table.csv, or table/ with Parquet files, and run.json.",
      "The scan table's columns come first, in its order, then the features."
    })
final class ExportTableCommand extends RunsOnSpark implements Callable<Integer> {
  @Parameters(
      paramLabel = "MATRIX",
      description = "A feature matrix, or the output of a run on one.")
  private String matrix;

  @Option(
      names = "--format",
      paramLabel = "parquet|csv",
      defaultValue = "parquet",
      description = "Format of the table (${DEFAULT-VALUE}).")
  private TableFormat format;

  @Mixin private OutputOptions output;

  @Override
  public Integer call() {
    return onSpark(
        spark -> {
          FeatureMatrix found = MatrixJson.find(spark.hadoopConfiguration(), new Path(matrix));
          if (found == null) {
            throw new InvalidInputException(
                matrix + ": no feature matrix, and no run's output with one");
          }
          try (Progress progress = new Progress(spark.sc(), terminal())) {
            String table =
                new TableExport(spark, found, format, output.directory(), output.overwrite()).run();
            progress.pause();
            terminal()
                .line(
                    table == null
                        ? output.directory() + " holds this very table already: nothing to do."
                        : "Wrote %,d scans, %,d features to %s"
                            .formatted(found.scanCount(), found.featureCount(), table));
          }
          return Main.DONE;
        });
  }
}
