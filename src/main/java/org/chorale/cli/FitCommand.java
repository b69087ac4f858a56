package org.chorale.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.chorale.job.FederatedFitRequest;
import org.chorale.job.Harmonisation;
import org.chorale.job.HarmonisationOutcome;
import org.chorale.job.HarmonisationPlan;
import org.chorale.job.HarmonisationRequest;
import org.chorale.job.ModelRedesign;
import org.chorale.job.ModelUpdate;
import org.chorale.job.UpdateOutcome;
import org.chorale.job.UpdateRequest;
import org.chorale.model.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chorale fit}: a model, from scans or from a model and scans. */
@Command(
    name = "fit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    customSynopsis = {
      "chorale fit [JOB.yaml] --input FILE... --id COL --site COL --output DIR [OPTIONS]",
      "       chorale fit --update MODEL --input FILE... --output DIR",
      "       chorale fit --update MODEL --withdraw IDS --input FILE... --output DIR",
      "       chorale fit --update MODEL --redesign [--withdraw IDS] --input ALL... --output DIR",
      "       chorale fit --moments DIR DIR... --output DIR"
    },
    description =
        "Fits a model and writes it, no harmonised values; or a new version of a model with further"
            + " scans, or without some, from the moments it keeps.",
    footer = {
      "",
      "Example:",
      "  chorale fit --input scans.csv --id sub_id --site site --continuous age --output model/",
      "  chorale fit --update model/ --input late_site.csv --output model_2/",
      "  chorale fit --update model_2/ --redesign --input scans.csv --output model_3/",
      "  chorale apply --model model_2/ --input scans.csv --output out/"
    })
final class FitCommand extends RunsOnSpark implements Callable<Integer> {
  /** What an update takes; all else comes from the model. */
  private static final Set<String> OF_UPDATE =
      Set.of(
          "--update",
          "--withdraw",
          "--redesign",
          "--input",
          "--scans",
          "--drop-incomplete",
          "--max-quarantined",
          "--output",
          "--overwrite",
          "--refresh",
          "--lake");

  /** What a fit to moments takes; all else comes from their design. */
  private static final Set<String> OF_MOMENTS =
      Set.of("--moments", "--output", "--overwrite", "--refresh", "--lake");

  @Mixin private JobFileParameter jobFile;
  @Mixin private InputOptions input;
  @Mixin private ModelOptions model;

  @Option(
      names = "--update",
      paramLabel = "MODEL",
      description =
          "Add the scans of --input to this model: only they and the model are read. Design and"
              + " choices are the model's.")
  private String update;

  @Option(
      names = "--withdraw",
      paramLabel = "IDS",
      description =
          "With --update: take these scans out instead. A text file with an id per line; their"
              + " values are needed in --input once more (with --redesign they must not be there).")
  private String withdraw;

  @Option(
      names = "--redesign",
      description =
          "With --update: learn levels, centres, knots and bounds anew too. --input has all scans"
              + " then, those of the model and new ones; choices are the model's.")
  private boolean redesign;

  @Option(
      names = "--moments",
      arity = "1..*",
      paramLabel = "DIR",
      description =
          "Fit to what sites share ('chorale moments'): no scan is read. Design and choices are"
              + " theirs.")
  private List<String> moments = new ArrayList<>();

  @Option(
      names = "--id-hashes",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Let the model tell whether a scan was in the fit, by salted hashes of ids"
              + " (${DEFAULT-VALUE}).")
  private boolean idHashes;

  @Mixin private QuarantineOption quarantine;

  @Option(names = "--output", paramLabel = "DIR", description = "Directory of the model.")
  private String output;

  @Mixin private RunOptions runs;
  @Mixin private DryRunOption dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    jobFile.refuse("fit", "a table after --input");
    if (withdraw != null && update == null) {
      throw new InvalidInputException(
          "--withdraw takes scans out of a model: name it with --update");
    }
    if (redesign && update == null) {
      throw new InvalidInputException(
          "--redesign makes a new version of a model: name it with --update");
    }
    if (!moments.isEmpty()) {
      return fitMoments();
    }
    return update == null ? fit() : update();
  }

  private int fit() {
    input.takeColumnsOfMatrix(hadoop());
    List<String> missing = input.missing();
    if (output == null && !dryRun.isGiven()) {
      missing.add("--output DIR");
    }
    InputOptions.refuse("fit", missing);
    HarmonisationRequest request =
        input
            .request(model.specification(input.site()))
            .fitOnly(true)
            .idHashes(idHashes)
            .leftOutLimit(quarantine.limit())
            .output(output)
            .overwrite(runs.choice())
            .build();
    PlanText text = new PlanText(terminal(), request.features().isByDefault());
    return onSpark(
        spark -> {
          if (dryRun.isGiven()) {
            HarmonisationPlan planned = Harmonisation.of(spark, request).plan(dryRun.isFull());
            text.print(planned, true);
            terminal().line("Dry run: nothing was written.");
            return Main.DONE;
          }
          try (Progress progress = new Progress(spark.sc(), terminal())) {
            HarmonisationOutcome outcome =
                Harmonisation.of(spark, request)
                    .run(
                        plan -> {
                          progress.pause();
                          text.print(plan, false);
                        });
            progress.pause();
            SummaryText.printFit(terminal(), outcome);
          }
          return Main.DONE;
        });
  }

  private int update() {
    List<String> missing = new ArrayList<>();
    if (input.inputs().isEmpty()) {
      missing.add("--input FILE");
    }
    if (output == null) {
      missing.add("--output DIR");
    }
    InputOptions.refuse("fit", missing);
    refuseAllBut(OF_UPDATE, "--update the model says");
    UpdateRequest request =
        new UpdateRequest(
            update,
            input.inputs(),
            input.scans(),
            withdraw,
            model.dropIncomplete(),
            quarantine.limit(),
            output,
            runs.choice());
    return onSpark(spark -> redesign ? redesign(spark, request) : update(spark, request));
  }

  private int redesign(JavaSparkContext spark, UpdateRequest request) {
    PlanText text = new PlanText(terminal(), false);
    try (Progress progress = new Progress(spark.sc(), terminal())) {
      HarmonisationOutcome outcome =
          new ModelRedesign(spark, request)
              .run(
                  plan -> {
                    progress.pause();
                    text.print(plan, false);
                  });
      progress.pause();
      SummaryText.printFit(terminal(), outcome);
      for (int k = 0; k < outcome.drifts().size(); k++) {
        if (outcome.drifts().size() > 1) {
          terminal().line("");
          terminal().line(outcome.plan().sequence().label(k) + ":");
        }
        DriftText.print(terminal(), outcome.drifts().get(k));
      }
    }
    return Main.DONE;
  }

  private int fitMoments() {
    refuseAllBut(OF_MOMENTS, "--moments the sites' design says");
    InputOptions.refuse("fit", output == null ? List.of("--output DIR") : List.of());
    FederatedFitRequest request = new FederatedFitRequest(moments, output, runs.choice());
    return onSpark(spark -> FederatedText.run(spark, request, terminal()));
  }

  private void refuseAllBut(Set<String> taken, String who) {
    List<String> given =
        spec.commandLine().getParseResult().matchedOptions().stream()
            .map(OptionSpec::longestName)
            .filter(name -> !taken.contains(name))
            .distinct()
            .toList();
    if (!given.isEmpty()) {
      throw new InvalidInputException(
          "with %s what %s would: leave %s out, or fit all scans anew"
              .formatted(who, String.join(", ", given), given.size() == 1 ? "it" : "them"));
    }
  }

  private int update(JavaSparkContext spark, UpdateRequest request) {
    try (Progress progress = new Progress(spark.sc(), terminal())) {
      UpdateOutcome outcome = new ModelUpdate(spark, request).run();
      progress.pause();
      print(outcome);
    }
    return Main.DONE;
  }

  private void print(UpdateOutcome outcome) {
    if (outcome.alreadyComplete()) {
      terminal()
          .line(
              "%s already holds this very run (%s); nothing to do."
                  .formatted(outcome.output(), outcome.runId()));
      return;
    }
    outcome.warnings().forEach(warning -> terminal().line("  ! " + warning));
    int sites = outcome.refit().facts().sites().size();
    terminal()
        .line(
            "%s %,d scans; the model now has %,d scans of %,d sites."
                .formatted(
                    outcome.withdrawn() ? "Took out" : "Added",
                    outcome.scans(),
                    outcome.refit().facts().sites().stream().mapToInt(s -> s.scans()).sum(),
                    sites));
    if (!outcome.refit().summedAnew().isEmpty()) {
      terminal()
          .line(
              "  summed anew, as most of their scans left: "
                  + String.join(", ", outcome.refit().summedAnew()));
    }
    DriftText.print(terminal(), outcome.drift());
    terminal().line("");
    terminal().line("  model, status, run.json in " + outcome.output());
    List<String> phases = new ArrayList<>();
    outcome
        .seconds()
        .forEach((phase, s) -> phases.add(String.format(Locale.ROOT, "%s %.1f s", phase, s)));
    terminal().line("  " + String.join(", ", phases));
  }
}
