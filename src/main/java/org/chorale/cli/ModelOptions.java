package org.chorale.cli;

import java.util.ArrayList;
import java.util.List;
import org.chorale.model.Compat;
import org.chorale.model.Domains;
import org.chorale.model.Method;
import org.chorale.model.NameList;
import org.chorale.model.Specification;
import org.chorale.stats.bayes.StopRule;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The model that is fitted: what it preserves, and how the site effect is removed. */
final class ModelOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--then",
      arity = "1",
      paramLabel = "COL[+COL...]",
      description =
          "A further batch variable (scanner, protocol), removed from what the ones before it left;"
              + " once for each, in order.")
  private List<String> then = new ArrayList<>();

  @Option(
      names = "--fold-column",
      paramLabel = "COL",
      description =
          "Folds of a cross-validation: a model without each, and every scan harmonised by the one"
              + " that has not seen it.")
  private String foldColumn;

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

  @Option(
      names = "--robust",
      description =
          "Estimate location and scale by median and biweight midvariance, for data with outliers;"
              + " reads the values up to three times more.")
  private boolean robust;

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

  /** Whether incomplete scans are left out. */
  boolean dropIncomplete() {
    return dropIncomplete;
  }

  /** The model, its site columns given. */
  Specification specification(List<String> siteColumns) {
    Specification.Builder builder =
        Specification.builder()
            .site(siteColumns)
            .continuous(names(continuous, ','))
            .categorical(names(categorical, ','))
            .smooth(SmoothTerms.of(smooth, smoothBounds))
            .method(method)
            .compat(compat)
            .foldColumn(foldColumn)
            .robust(robust)
            .meanOnly(meanOnly)
            .referenceSite(referenceSite)
            .minScans(minScans)
            .dropIncomplete(dropIncomplete)
            .domains(Domains.parse(names(domain, ','), domainCheck));
    then.forEach(columns -> builder.then(names(columns, '+')));
    takeGiven(builder);
    return builder.build();
  }

  /** Choices whose default depends on method and tool. */
  private void takeGiven(Specification.Builder builder) {
    ParseResult given = command.commandLine().getParseResult();
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

  private static List<String> names(String list, char separator) {
    return list == null || list.isBlank() ? List.of() : NameList.parse(list, separator);
  }
}
