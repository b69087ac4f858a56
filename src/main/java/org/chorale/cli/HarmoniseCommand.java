package org.chorale.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixJson;
import org.chorale.job.Harmonisation;
import org.chorale.job.HarmonisationOutcome;
import org.chorale.job.HarmonisationPlan;
import org.chorale.job.HarmonisationRequest;
import org.chorale.model.InvalidInputException;
import org.chorale.model.NameList;
import org.chorale.model.Specification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chorale harmonise}: options to request, outcome to words. */
@Command(
    name = "harmonise",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    customSynopsis = "chorale harmonise [JOB.yaml] [OPTIONS] [-- SPARK OPTIONS]",
    description =
        "Removes the site effect from the features of a multi-site table or feature matrix.",
    footer = {
      "",
      "Lists are comma-separated; a name with a comma or '+' goes in double quotes.",
      "Every option is a key of the job file too; the command line wins.",
      "Exit codes: 0 done, 1 a fault of ours or the cluster's, 2 input or options.",
      "",
      "Example:",
      "  chorale harmonise --input scans.csv --id sub_id --site site --continuous age \\",
      "      --categorical sex --features 'lh_*,rh_*' --output out/"
    })
final class HarmoniseCommand extends RunsOnSpark implements Callable<Integer> {
  @Mixin private JobFileParameter jobFile;

  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Tables: CSV, TSV or Parquet, one row per scan; several are joined by id, columns side by"
              + " side. Or a feature matrix ('chorale import').")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--scans",
      paramLabel = "FILE",
      description = "The scan table when it is apart (BIDS participants.tsv), joined by id.")
  private String scans;

  @Option(names = "--id", paramLabel = "COL", description = "Column that names a scan.")
  private String id;

  @Option(
      names = {"--site", "--batch"},
      paramLabel = "COL[+COL...]",
      description = "Column that names the site; several make a joint site.")
  private String site;

  @Option(
      names = "--features",
      paramLabel = "GLOBS",
      description = "Features. Default: every numeric column without another role.")
  private String features;

  @Option(names = "--exclude", paramLabel = "GLOBS", description = "Columns that are no features.")
  private String exclude;

  @Mixin private ModelOptions model;

  @Option(names = "--output", paramLabel = "DIR", description = "Directory of the result.")
  private String output;

  @Mixin private OverwriteOptions overwrite;

  @Option(
      names = "--format",
      paramLabel = "parquet|csv",
      defaultValue = "parquet",
      description = "Format of the harmonised table (${DEFAULT-VALUE}).")
  private TableFormat format;

  @Mixin private DryRunOption dryRun;

  @Option(names = "--json", description = "Last line of the output: the outcome as JSON.")
  private boolean json;

  private HarmonisationRequest request() {
    jobFile.refuse("harmonise", "a table after --input");
    takeColumnsOfMatrix();
    refuseUnnamed();
    Specification specification = model.specification(names(site, '+'));
    return HarmonisationRequest.builder(specification)
        .inputs(inputs)
        .scans(scans)
        .id(id)
        .features(names(features, ','))
        .exclude(names(exclude, ','))
        .output(output)
        .overwrite(overwrite.choice())
        .format(format)
        .build();
  }

  /** A feature matrix knows what names its scans, and its sites. */
  private void takeColumnsOfMatrix() {
    if (inputs.size() != 1 || (id != null && site != null)) {
      return;
    }
    FeatureMatrix matrix = MatrixJson.find(hadoop(), new Path(inputs.get(0)));
    if (matrix == null) {
      return;
    }
    id = id == null ? matrix.idColumn() : id;
    if (site == null) {
      site =
          String.join(
              "+",
              matrix.siteColumns().stream()
                  .map(column -> NameList.quoteIfNeeded(column, '+'))
                  .toList());
    }
  }

  private void refuseUnnamed() {
    List<String> missing = new ArrayList<>();
    if (inputs.isEmpty()) {
      missing.add("--input FILE");
    }
    if (id == null) {
      missing.add("--id COL");
    }
    if (site == null || site.isBlank()) {
      missing.add("--site COL");
    }
    if (output == null && !dryRun.isGiven()) {
      missing.add("--output DIR");
    }
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          "not given: %s; see 'chorale harmonise --help' for an example"
              .formatted(String.join(", ", missing)));
    }
  }

  private static List<String> names(String list, char separator) {
    return list == null || list.isBlank() ? List.of() : NameList.parse(list, separator);
  }

  @Override
  public Integer call() {
    HarmonisationRequest request = request();
    PlanText plan = new PlanText(terminal(), request.features().isByDefault());
    return onSpark(
        spark -> {
          if (dryRun.isGiven()) {
            HarmonisationPlan planned = Harmonisation.of(spark, request).plan(dryRun.isFull());
            plan.print(planned, true);
            terminal().line("Dry run: nothing was written.");
            if (json) {
              terminal().line(SummaryText.json(planned));
            }
            return Main.DONE;
          }
          HarmonisationOutcome outcome = run(spark, request, plan);
          SummaryText.print(terminal(), outcome);
          if (json) {
            terminal().line(SummaryText.json(outcome));
          }
          return Main.DONE;
        });
  }

  private HarmonisationOutcome run(
      JavaSparkContext spark, HarmonisationRequest request, PlanText plan) {
    try (Progress progress = new Progress(spark.sc(), terminal())) {
      return Harmonisation.of(spark, request)
          .run(
              planned -> {
                progress.pause();
                plan.print(planned, false);
              });
    }
  }
}
