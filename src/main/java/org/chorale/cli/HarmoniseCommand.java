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
import org.chorale.model.Compat;
import org.chorale.model.Domains;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Method;
import org.chorale.model.NameList;
import org.chorale.model.Specification;
import org.chorale.stats.bayes.StopRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
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
  @Parameters(
      arity = "0..1",
      paramLabel = "JOB.yaml",
      description = "A job file: a key for every option.")
  private String jobFile;

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
      names = "--then",
      arity = "1",
      paramLabel = "COL[+COL...]",
      description =
          "A further batch variable (scanner, protocol), removed from what the ones before it left;"
              + " once for each, in order.")
  private List<String> then = new ArrayList<>();

  @Option(
      names = "--continuous",
      paramLabel = "COLS",
      description = "Covariates to preserve, linear.")
  private String continuous;

  @Option(
      names = "--categorical",
      paramLabel = "COLS",
      description = "Covariates to preserve, with levels.")
  private String categorical;

  @Option(
      names = "--smooth",
      arity = "1",
      paramLabel = "COL[:SETTINGS]",
      description = {
        "A covariate to preserve, with a smooth effect; once for each. Settings, comma-separated:"
            + " basis=penalised-b-spline|b-spline|natural|cubic-regression, k=N,"
            + " lambda=reml|gcv|NUMBER|FILE (CSV: feature,lambda), bounds=A..B,"
            + " beyond=refuse|clamp|linear|polynomial."
      })
  private List<String> smooth = new ArrayList<>();

  @Option(
      names = "--smooth-bounds",
      arity = "1",
      paramLabel = "[COL=]A..B",
      description =
          "Boundaries of a smooth covariate for scans to come (its range in the data is the"
              + " default).")
  private List<String> smoothBounds = new ArrayList<>();

  @Option(
      names = "--features",
      paramLabel = "GLOBS",
      description = "Features. Default: every numeric column without another role.")
  private String features;

  @Option(names = "--exclude", paramLabel = "GLOBS", description = "Columns that are no features.")
  private String exclude;

  @Spec private CommandSpec spec;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "combat",
      description =
          "combat, residualise, z-score, z-score-rescaled or z-score-reference"
              + " (${DEFAULT-VALUE}).")
  private Method method;

  @Option(
      names = "--compat",
      paramLabel = "TOOL",
      defaultValue = "none",
      description =
          "Defaults of sva, neurocombat, neurocombat-python, neuroharmonize or combatfamily"
              + " (${DEFAULT-VALUE}).")
  private Compat compat;

  @Option(
      names = "--prior",
      paramLabel = "parametric|nonparametric|none",
      defaultValue = "parametric",
      description = "Empirical Bayes prior of the site effects (${DEFAULT-VALUE}).")
  private Specification.Prior prior;

  @Option(names = "--mean-only", description = "Remove location only, keep every site's scale.")
  private boolean meanOnly;

  @Option(
      names = "--reference-site",
      paramLabel = "NAME",
      description = "Leave this site as it is and bring the others to it.")
  private String referenceSite;

  @Option(
      names = "--eb-stop",
      paramLabel = "reference|converged|combatfamily",
      defaultValue = "reference",
      description =
          "Stop the empirical Bayes iteration where sva and neuroCombat do, or at its fixed point"
              + " (${DEFAULT-VALUE}).")
  private StopRule ebStop;

  @Option(
      names = "--min-scans",
      paramLabel = "N",
      defaultValue = "2",
      description = "A site with fewer scans is small (${DEFAULT-VALUE}; recommended: 10 or more).")
  private int minScans;

  @Option(
      names = "--small-site",
      paramLabel = "mean-only|exclude|fail|all-mean-only",
      defaultValue = "mean-only",
      description = "What becomes of a small site (${DEFAULT-VALUE}).")
  private Specification.SmallSite smallSite;

  @Option(
      names = "--drop-incomplete",
      description = "Leave out scans without site or covariate instead of refusing them.")
  private boolean dropIncomplete;

  @Option(
      names = "--domain",
      paramLabel = "GLOB:DOMAIN[,...]",
      description =
          "Features with bounds, harmonised inside them: positive (on the log scale) or unit, 0 to"
              + " 1 (on the logit scale).")
  private String domain;

  @Option(
      names = "--domain-check",
      description = "Harmonise them as the others, and list the values that leave their domain.")
  private boolean domainCheck;

  @Option(names = "--output", paramLabel = "DIR", description = "Directory of the result.")
  private String output;

  @Option(names = "--overwrite", description = "Replace what is at --output.")
  private boolean overwrite;

  @Option(
      names = "--format",
      paramLabel = "parquet|csv",
      defaultValue = "parquet",
      description = "Format of the harmonised table (${DEFAULT-VALUE}).")
  private TableFormat format;

  @Option(
      names = "--dry-run",
      arity = "0..1",
      fallbackValue = "scans",
      paramLabel = "full",
      description =
          "Check and print the plan from scan table and headers only; 'full' reads all values.")
  private DryRun dryRun;

  @Option(names = "--json", description = "Last line of the output: the outcome as JSON.")
  private boolean json;

  /** How far a dry run goes. */
  enum DryRun {
    /** Scan table and headers. */
    SCANS,
    /** All values too. */
    FULL
  }

  private HarmonisationRequest request() {
    if (jobFile != null) {
      // One in its place has become options before these were parsed.
      throw new InvalidInputException(
          "'%s' is not understood there: a job file (.yaml, .yml) comes right after 'harmonise', a table after --input"
              .formatted(jobFile));
    }
    takeColumnsOfMatrix();
    refuseUnnamed();
    Specification.Builder builder =
        Specification.builder()
            .site(names(site, '+'))
            .continuous(names(continuous, ','))
            .categorical(names(categorical, ','))
            .smooth(SmoothTerms.of(smooth, smoothBounds))
            .method(method)
            .compat(compat)
            .meanOnly(meanOnly)
            .referenceSite(referenceSite)
            .minScans(minScans)
            .dropIncomplete(dropIncomplete)
            .domains(Domains.parse(names(domain, ','), domainCheck));
    then.forEach(columns -> builder.then(names(columns, '+')));
    takeGiven(builder);
    Specification specification = builder.build();
    return HarmonisationRequest.builder(specification)
        .inputs(inputs)
        .scans(scans)
        .id(id)
        .features(names(features, ','))
        .exclude(names(exclude, ','))
        .output(output)
        .overwrite(overwrite)
        .format(format)
        .build();
  }

  /** Choices whose default depends on method and tool. */
  private void takeGiven(Specification.Builder builder) {
    ParseResult given = spec.commandLine().getParseResult();
    if (given.hasMatchedOption("--prior")) {
      builder.prior(prior);
    }
    if (given.hasMatchedOption("--eb-stop")) {
      builder.stopRule(ebStop);
    }
    if (given.hasMatchedOption("--small-site")) {
      builder.smallSite(smallSite);
    }
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
    if (output == null && dryRun == null) {
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
    PlanText plan = new PlanText(terminal(), request);
    return onSpark(
        spark -> {
          if (dryRun != null) {
            HarmonisationPlan planned =
                Harmonisation.of(spark, request).plan(dryRun == DryRun.FULL);
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
