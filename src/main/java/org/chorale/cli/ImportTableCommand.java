package org.chorale.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.chorale.io.matrix.Element;
import org.chorale.job.matrix.ImportOutcome;
import org.chorale.job.matrix.TableImport;
import org.chorale.job.matrix.TableImportRequest;
import org.chorale.model.FeatureSelection;
import org.chorale.model.InvalidInputException;
import org.chorale.model.NameList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chorale import table}: options to request, outcome to words. */
@Command(
    name = "table",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Makes a feature matrix of tables: CSV, TSV or Parquet, one row per scan.",
    footer = {
      "",
      "Example:",
      "  chorale import table --input vertices.parquet --array thickness --id sub_id --site site \\",
      "      --element float32 --output matrix/"
    })
final class ImportTableCommand extends RunsOnSpark implements Callable<Integer> {
  @Option(
      names = "--input",
      arity = "1..*",
      required = true,
      paramLabel = "FILE",
      description = "Tables; several are joined by id, columns side by side.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--scans",
      paramLabel = "FILE",
      description = "The scan table when it is apart; it must have the site columns then.")
  private String scans;

  @Option(names = "--id", required = true, paramLabel = "COL", description = "Names the scan.")
  private String id;

  @Option(
      names = "--site",
      required = true,
      paramLabel = "COL[+COL]",
      description = "Site: the matrix is partitioned by it.")
  private String site;

  @Option(
      names = "--features",
      paramLabel = "GLOB,…",
      description = "Features (every numeric column without another role).")
  private String features;

  @Option(
      names = "--exclude",
      paramLabel = "GLOB,…",
      description = "Columns that are not features.")
  private String exclude;

  @Option(
      names = "--array",
      paramLabel = "COL",
      description =
          "Column of a Parquet input (one: a file, or a directory of files) that holds all features"
              + " of a scan as one list.")
  private String array;

  @Option(
      names = "--element",
      paramLabel = "float32|float64",
      defaultValue = "float64",
      description = "How values are stored (${DEFAULT-VALUE}).")
  private Element element;

  @Mixin private MatrixOptions layout;
  @Mixin private OutputOptions output;

  @Override
  public Integer call() {
    if (array != null && (features != null || exclude != null)) {
      throw new InvalidInputException(
          "--array takes all values of the list; leave --features and --exclude out");
    }
    TableImportRequest request =
        new TableImportRequest(
            inputs,
            scans,
            id,
            NameList.parse(site, '+'),
            new FeatureSelection(names(features), names(exclude)),
            array,
            layout.settings(element),
            output.directory(),
            output.overwrite());
    return onSpark(
        spark -> {
          try (Progress progress = new Progress(spark.sc(), terminal())) {
            ImportOutcome outcome = new TableImport(spark, request).run();
            progress.pause();
            ImportText.print(terminal(), outcome);
          }
          return Main.DONE;
        });
  }

  private static List<String> names(String list) {
    return list == null || list.isBlank() ? List.of() : NameList.parse(list, ',');
  }
}
