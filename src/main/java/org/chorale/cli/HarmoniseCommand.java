package org.chorale.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.chorale.io.harmonised.OutputFormat;
import org.chorale.job.DeltaTable;
import org.chorale.job.Harmonisation;
import org.chorale.job.HarmonisationOutcome;
import org.chorale.job.HarmonisationPlan;
import org.chorale.job.HarmonisationRequest;
import org.chorale.report.ReportPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

  @Mixin private InputOptions input;

  @Mixin private ModelOptions model;

  @Mixin private QuarantineOption quarantine;

  @Option(names = "--output", paramLabel = "DIR", description = "Directory of the result.")
  private String output;

  @Mixin private RunOptions runs;

  @Option(
      names = "--format",
      paramLabel = "parquet|csv|delta",
      defaultValue = "parquet",
      description = "Format of the harmonised table (${DEFAULT-VALUE}).")
  private OutputFormat format;

  @Option(
      names = "--report",
      description =
          "Diagnose the result too: report.html and tables of site effects before and after.")
  private boolean report;

  @Mixin private DiagnosisOptions diagnosis;

  @Spec private CommandSpec spec;

  @Mixin private DryRunOption dryRun;

  @Option(names = "--json", description = "Last line of the output: the outcome as JSON.")
  private boolean json;

  private HarmonisationRequest request() {
    jobFile.refuse("harmonise", "a table after --input");
    if (!report) {
      DiagnosisOptions.refuseWithoutReport(spec);
    }
    input.takeColumnsOfMatrix(hadoop());
    List<String> missing = input.missing();
    if (output == null && !dryRun.isGiven()) {
      missing.add("--output DIR");
    }
    InputOptions.refuse("harmonise", missing);
    return input
        .request(model.specification(input.site()))
        .leftOutLimit(quarantine.limit())
        .diagnosis(report ? diagnosis.request(List.of()) : null)
        .output(output)
        .overwrite(runs.choice())
        .format(format)
        .build();
  }

  @Override
  void configure(SparkConf conf) {
    if (format == OutputFormat.DELTA) {
      DeltaTable.configure(conf);
    }
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
          .reporting(ReportPage::write)
          .run(
              planned -> {
                progress.pause();
                plan.print(planned, false);
              });
    }
  }
}
