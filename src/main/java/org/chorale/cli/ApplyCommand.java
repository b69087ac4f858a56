package org.chorale.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.chorale.io.harmonised.OutputFormat;
import org.chorale.job.Application;
import org.chorale.job.ApplicationOutcome;
import org.chorale.job.ApplicationPlan;
import org.chorale.job.ApplicationRequest;
import org.chorale.job.DeltaTable;
import org.chorale.model.InvalidInputException;
import org.chorale.model.NameList;
import org.chorale.model.NewScanRules;
import org.chorale.model.OddCovariate;
import org.chorale.model.ScanSelection;
import org.chorale.model.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chorale apply}: options to request, outcome to words. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    customSynopsis = "chorale apply --model MODEL --input FILE... --output DIR [OPTIONS]",
    description = {
      "Harmonises scans by a model that was fitted before: new ones, or those of the fit.",
      "Columns are joined by name; nothing is fitted again."
    },
    footer = {
      "",
      "Example:",
      "  chorale apply --model out/ --input new_scans.csv --output out_new/ --unseen-site estimate"
    })
final class ApplyCommand extends RunsOnSpark implements Callable<Integer> {
  private static final int MOST_SITES_SHOWN = 40;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "A model directory, or the output of 'chorale harmonise' or 'chorale fit'.")
  private String model;

  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Tables with a row per scan, joined by id, or a feature matrix with the model's features.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--scans",
      paramLabel = "FILE",
      description = "The scan table when it is apart, joined by id.")
  private String scans;

  @Option(
      names = "--id",
      paramLabel = "COL",
      description = "Column that names a scan (the model's).")
  private String id;

  @Option(
      names = "--unseen-site",
      paramLabel = "refuse|estimate|pass-through",
      defaultValue = "refuse",
      description =
          "A site that the model doesn't have: refuse it, estimate its effects from its scans against"
              + " the model, or copy its scans (${DEFAULT-VALUE}).")
  private NewScanRules.UnseenSite unseenSite;

  @Option(
      names = "--priors",
      paramLabel = "own|model",
      defaultValue = "own",
      description =
          "Priors of a site that is estimated: from its own features, or pooled over the sites of the"
              + " model, for sites of few scans or features (${DEFAULT-VALUE}).")
  private NewScanRules.Priors priors;

  @Option(
      names = "--keep-sites",
      description =
          "Write a new version of the model with the sites that were estimated; nothing published"
              + " before changes.")
  private boolean keepSites;

  @Option(
      names = "--unseen-level",
      paramLabel = "refuse|baseline|exclude",
      defaultValue = "refuse",
      description =
          "A level of a covariate that the model doesn't have: refuse it, take the baseline, or leave"
              + " the scan out (${DEFAULT-VALUE}).")
  private NewScanRules.UnseenLevel unseenLevel;

  @Option(
      names = "--out-of-range",
      paramLabel = "warn|refuse",
      defaultValue = "warn",
      description = "A covariate outside the values of the fit (${DEFAULT-VALUE}).")
  private NewScanRules.OutOfRange outOfRange;

  @Option(
      names = "--compat",
      paramLabel = "none|neurocombat",
      defaultValue = "none",
      description =
          "neurocombat: as its 'from training' has it, the training scans' mean stands for the"
              + " covariates of every scan (${DEFAULT-VALUE}).")
  private As compat;

  @Option(
      names = "--drop-incomplete",
      description = "Leave out scans without site or covariate instead of refusing them.")
  private boolean dropIncomplete;

  @Mixin private QuarantineOption quarantine;

  @Option(
      names = "--sites",
      paramLabel = "SITES",
      description = "Take the scans of these sites only.")
  private String sites;

  @Option(
      names = "--since",
      paramLabel = "DATE",
      description =
          "Take the scans only whose --since-column is not before this ISO 8601 date or date-time.")
  private String since;

  @Option(
      names = "--since-column",
      paramLabel = "COL",
      description = "Column with the date of a scan.")
  private String sinceColumn;

  @Option(names = "--output", paramLabel = "DIR", description = "Directory of the result.")
  private String output;

  @Mixin private RunOptions runs;

  @Option(
      names = "--format",
      paramLabel = "parquet|csv|delta",
      defaultValue = "parquet",
      description = "Format of the harmonised table (${DEFAULT-VALUE}).")
  private OutputFormat format;

  @Option(names = "--dry-run", description = "Check scans and features and print the plan only.")
  private boolean dryRun;

  @Option(names = "--json", description = "Last line of the output: the outcome as JSON.")
  private boolean json;

  /** Whose application is reproduced. */
  enum As {
    /** None's in particular. */
    NONE,
    /** neuroCombat's from training. */
    NEUROCOMBAT
  }

  private ApplicationRequest request() {
    List<String> missing = new ArrayList<>();
    if (model == null) {
      missing.add("--model MODEL");
    }
    if (inputs.isEmpty()) {
      missing.add("--input FILE");
    }
    if (output == null && !dryRun) {
      missing.add("--output DIR");
    }
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          "not given: %s; see 'chorale apply --help' for an example"
              .formatted(String.join(", ", missing)));
    }
    if (keepSites && unseenSite != NewScanRules.UnseenSite.ESTIMATE) {
      throw new InvalidInputException(
          "--keep-sites keeps sites that were estimated: say --unseen-site estimate too");
    }
    if (priors == NewScanRules.Priors.MODEL && unseenSite != NewScanRules.UnseenSite.ESTIMATE) {
      throw new InvalidInputException(
          "--priors model is for sites that are estimated: say --unseen-site estimate too");
    }
    return new ApplicationRequest(
        model,
        inputs,
        scans,
        id,
        new NewScanRules(
            unseenSite, priors, unseenLevel, outOfRange, compat == As.NEUROCOMBAT, dropIncomplete),
        new ScanSelection(
            sites == null ? List.of() : NameList.parse(sites, ','), since, sinceColumn),
        quarantine.limit(),
        keepSites,
        output,
        runs.choice(),
        format);
  }

  @Override
  void configure(SparkConf conf) {
    if (format == OutputFormat.DELTA) {
      DeltaTable.configure(conf);
    }
  }

  @Override
  public Integer call() {
    ApplicationRequest request = request();
    return onSpark(
        spark -> {
          Application application = new Application(spark, request);
          if (dryRun) {
            print(application.plan());
            terminal().line("Dry run: nothing was written.");
            return Main.DONE;
          }
          try (Progress progress = new Progress(spark.sc(), terminal())) {
            ApplicationOutcome outcome =
                application.run(
                    plan -> {
                      progress.pause();
                      print(plan);
                    });
            progress.pause();
            print(outcome);
          }
          return Main.DONE;
        });
  }

  private void print(ApplicationPlan plan) {
    terminal().line("  Model      of run %s".formatted(plan.model().run()));
    terminal()
        .line(
            "  Scans      %,d of %s%s"
                .formatted(
                    plan.scans().coded().size(),
                    counted(plan.sites().size(), "site"),
                    plan.scans().leftOut().isEmpty()
                        ? ""
                        : "; %,d left out (see status/scans.csv)"
                            .formatted(plan.scans().leftOut().size())));
    if (plan.scans().notTaken() > 0) {
      terminal().line("             %,d not selected".formatted(plan.scans().notTaken()));
    }
    terminal().line("  Features   %,d of the model".formatted(plan.features().count()));
    plan.warnings().forEach(warning -> terminal().line("  ! " + warning));
    for (OddCovariate.Reason reason : OddCovariate.Reason.values()) {
      List<OddCovariate> odd =
          plan.scans().oddCovariates().stream().filter(o -> o.reason() == reason).toList();
      if (!odd.isEmpty()) {
        OddCovariate first = odd.get(0);
        terminal()
            .line(
                "  ! %s: %,d cells, as %s of scan %s in '%s'; all in status/covariates.csv"
                    .formatted(
                        reason == OddCovariate.Reason.OUT_OF_RANGE
                            ? "outside the values of the fit"
                            : "a level that the model doesn't have",
                        odd.size(),
                        first.value(),
                        first.scan(),
                        first.column()));
      }
    }
  }

  private void print(ApplicationOutcome outcome) {
    if (outcome.alreadyComplete()) {
      terminal()
          .line(
              "%s already holds this very run (%s); nothing to do."
                  .formatted(outcome.output(), outcome.runId()));
    } else {
      outcome.warnings().forEach(warning -> terminal().line("  ! " + warning));
      terminal().line("");
      List<Site> sites = outcome.plan().sites();
      terminal()
          .line(
              "Harmonised %s of %s by the model."
                  .formatted(
                      counted(outcome.plan().scans().coded().size(), "scan"),
                      counted(sites.size(), "site")));
      for (Site site : sites.subList(0, Math.min(MOST_SITES_SHOWN, sites.size()))) {
        terminal()
            .line(
                "  %s  %s, %s%s"
                    .formatted(
                        site.label(),
                        counted(site.scans(), "scan"),
                        site.method(),
                        site.reason() == Site.Reason.UNSEEN_SITE ? ", not in the model" : ""));
      }
      if (sites.size() > MOST_SITES_SHOWN) {
        terminal()
            .line("  … and %d more in status/sites.csv".formatted(sites.size() - MOST_SITES_SHOWN));
      }
      terminal().line("");
      terminal().line("  harmonised values, status, run.json in " + outcome.output());
      List<String> phases = new ArrayList<>();
      outcome
          .seconds()
          .forEach((phase, s) -> phases.add(String.format(Locale.ROOT, "%s %.1f s", phase, s)));
      terminal().line("  " + String.join(", ", phases));
    }
    if (json) {
      terminal().line(json(outcome));
    }
  }

  private static String counted(long count, String noun) {
    return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
  }

  private static String json(ApplicationOutcome outcome) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("run", outcome.runId());
    root.put("output", outcome.output());
    root.put("already_complete", outcome.alreadyComplete());
    if (!outcome.alreadyComplete()) {
      root.put("scans", outcome.plan().scans().coded().size());
      root.put("scans_left_out", outcome.plan().scans().leftOut().size());
      root.put("sites", outcome.plan().sites().size());
      root.put("features", outcome.plan().features().count());
      outcome.seconds().forEach(root.putObject("seconds")::put);
    }
    return root.toString();
  }
}
