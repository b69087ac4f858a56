package org.chorale.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.chorale.job.Harmonisation;
import org.chorale.job.HarmonisationOutcome;
import org.chorale.job.HarmonisationRequest;
import org.chorale.report.ReportPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chorale diagnose}: what harmonisation does to values, as tables and a page. */
@Command(
    name = "diagnose",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    customSynopsis = "chorale diagnose [JOB.yaml] [OPTIONS] [-- SPARK OPTIONS]",
    description =
        "Tests the site effect of every feature before and after harmonisation, and whether the"
            + " effects of covariates are kept. Writes tables and a page, no harmonised values.",
    footer = {
      "",
      "Harmonised values are those of the model and method named here, made as they are needed;",
      "or, with --harmonised, those of another run or another program.",
      "",
      "Example:",
      "  chorale diagnose --input scans.csv --id sub_id --site site --continuous age \\",
      "      --categorical sex --subject person --output diagnosis/",
      "  chorale diagnose --input scans.csv --harmonised theirs.csv --id sub_id --site site \\",
      "      --continuous age --output diagnosis/"
    })
final class DiagnoseCommand extends RunsOnSpark implements Callable<Integer> {
  @Mixin private JobFileParameter jobFile;
  @Mixin private InputOptions input;

  @Option(
      names = "--harmonised",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Harmonised values of the same scans and features, from elsewhere: tables, joined by id,"
              + " or a feature matrix.")
  private List<String> harmonised = new ArrayList<>();

  @Mixin private ModelOptions model;
  @Mixin private QuarantineOption quarantine;
  @Mixin private DiagnosisOptions diagnosis;

  @Option(names = "--output", paramLabel = "DIR", description = "Directory of the result.")
  private String output;

  @Mixin private RunOptions runs;

  @Override
  public Integer call() {
    jobFile.refuse("diagnose", "a table after --input");
    input.takeColumnsOfMatrix(hadoop());
    List<String> missing = input.missing();
    if (output == null) {
      missing.add("--output DIR");
    }
    InputOptions.refuse("diagnose", missing);
    HarmonisationRequest request =
        input
            .request(model.specification(input.site()))
            .fitOnly(true)
            .leftOutLimit(quarantine.limit())
            .diagnosis(diagnosis.request(harmonised))
            .output(output)
            .overwrite(runs.choice())
            .build();
    PlanText text = new PlanText(terminal(), request.features().isByDefault());
    return onSpark(
        spark -> {
          try (Progress progress = new Progress(spark.sc(), terminal())) {
            HarmonisationOutcome outcome =
                Harmonisation.of(spark, request)
                    .reporting(ReportPage::write)
                    .run(
                        plan -> {
                          progress.pause();
                          text.print(plan, false);
                        });
            progress.pause();
            SummaryText.printDiagnosis(terminal(), outcome);
          }
          return Main.DONE;
        });
  }
}
