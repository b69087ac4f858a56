package org.chorale.cli;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import org.chorale.job.Forecast;
import org.chorale.job.HarmonisationPlan;
import org.chorale.job.HarmonisationRequest;
import org.chorale.model.Coding;
import org.chorale.model.Cohort;
import org.chorale.model.Compat;
import org.chorale.model.Method;
import org.chorale.model.Site;
import org.chorale.model.Specification;
import org.chorale.model.Study;
import org.chorale.model.Word;
import org.chorale.stats.bayes.SitePrior;

/** The plan of a run in a few lines. */
final class PlanText {
  private static final int MOST_SITES_NAMED = 5;

  private final Terminal terminal;
  private final HarmonisationRequest request;

  PlanText(Terminal terminal, HarmonisationRequest request) {
    this.terminal = terminal;
    this.request = request;
  }

  /**
   * Prints a plan.
   *
   * @param forecast whether what it will cost is told
   */
  void print(HarmonisationPlan plan, boolean forecast) {
    Cohort cohort = plan.study().cohort();
    line("Scans", scans(cohort));
    line("Sites", sites(cohort, request.specification().siteColumns()));
    for (Study then : plan.sequence().studies().subList(1, plan.sequence().studies().size())) {
      line("then", sites(then.cohort(), then.specification().siteColumns()));
    }
    plan.sequence().crossing().ifPresent(crossing -> line("", crossing));
    line("Preserved", covariates(plan));
    line("Features", features(plan));
    plan.notFeatures().forEach(note -> line("", note));
    line("Method", method(plan, plan.features().count()));
    if (!request.specification().domains().isEmpty()) {
      line("Domains", DomainText.of(request.specification().domains()));
    }
    if (forecast) {
      line("Cost", cost(plan.forecast()));
    }
    plan.warnings().forEach(warning -> terminal.line("  ! " + warning));
  }

  private static String cost(Forecast forecast) {
    return "%s of %s; %,d + %,d + %,d tasks (moments, solve, apply) of up to %s each, %s of moments shuffled; writes %s of values and about %s of model"
        .formatted(
            forecast.passes(),
            Bytes.text(forecast.inputBytes()),
            forecast.readTasks(),
            forecast.solveTasks(),
            forecast.applyTasks(),
            Bytes.text(forecast.taskBytes()),
            Bytes.text(forecast.shuffleBytes()),
            Bytes.text(forecast.outputBytes()),
            Bytes.text(forecast.modelBytes()));
  }

  private void line(String label, String text) {
    terminal.line("  %-10s %s".formatted(label, text));
  }

  private static String scans(Cohort cohort) {
    String used = "%,d".formatted(cohort.size());
    return cohort.leftOut().isEmpty()
        ? used
        : "%s; %,d left out (see status/scans.csv)".formatted(used, cohort.leftOut().size());
  }

  private static String sites(Cohort cohort, List<String> columns) {
    IntSummaryStatistics n = cohort.sites().stream().mapToInt(Site::scans).summaryStatistics();
    return "%,d from %s, %,d to %,d scans each"
        .formatted(
            cohort.sites().size(),
            "'" + String.join("' + '", columns) + "'",
            n.getMin(),
            n.getMax());
  }

  private static String covariates(HarmonisationPlan plan) {
    List<String> words = new ArrayList<>();
    for (Coding coding : plan.study().design().codings()) {
      words.add(
          coding instanceof Coding.Categorical categorical
              ? "%s (%s; baseline %s)"
                  .formatted(
                      coding.name(),
                      String.join(", ", categorical.levels()),
                      categorical.levels().get(0))
              : "%s (%s)".formatted(coding.name(), effect(plan, coding.name())));
    }
    return words.isEmpty()
        ? "nothing: all differences between sites are removed, also those of age or sex"
        : String.join(", ", words);
  }

  private static String effect(HarmonisationPlan plan, String covariate) {
    return plan.study().specification().terms().stream()
        .filter(term -> term.name().equals(covariate) && term.smooth() != null)
        .map(term -> "smooth: " + SmoothText.of(term.smooth()))
        .findFirst()
        .orElse("linear");
  }

  private String features(HarmonisationPlan plan) {
    List<String> names = plan.features().shown();
    String shown =
        names.size() <= 2
            ? String.join(", ", names)
            : "%s, %s … %s".formatted(names.get(0), names.get(1), names.get(names.size() - 1));
    String what = request.features().isByDefault() ? ", every numeric column without a role" : "";
    String noun = plan.features().noun();
    return "%,d%s: %s".formatted(plan.features().count(), noun == null ? what : " " + noun, shown);
  }

  private String method(HarmonisationPlan plan, int features) {
    Specification specification = request.specification();
    List<String> words = new ArrayList<>();
    words.add(
        specification.method() != Method.COMBAT
            ? baseline(specification)
            : "ComBat, "
                + (specification.meanOnly() ? "mean-only" : "location and scale")
                + (features < SitePrior.FEWEST_FEATURES
                    ? ", no empirical Bayes"
                    : switch (specification.prior()) {
                      case NONE -> ", no empirical Bayes";
                      case PARAMETRIC -> ", parametric empirical Bayes";
                      case NONPARAMETRIC -> ", non-parametric empirical Bayes";
                    }));
    if (specification.compat() != Compat.NONE) {
      words.add("as " + Word.of(specification.compat()));
    }
    if (specification.referenceSite() != null && !specification.method().isScore()) {
      words.add("reference site '%s'".formatted(specification.referenceSite()));
    }
    List<Cohort> cohorts = plan.sequence().studies().stream().map(Study::cohort).toList();
    List<String> small =
        cohorts.stream()
            .flatMap(cohort -> cohort.sites().stream())
            .filter(site -> site.reason() == Site.Reason.BELOW_MIN_SCANS)
            .map(site -> "'%s' (%d)".formatted(site.label(), site.scans()))
            .toList();
    if (!small.isEmpty()) {
      words.add("mean-only at the small " + named("site", small));
    }
    List<String> excluded =
        cohorts.stream()
            .flatMap(cohort -> cohort.excluded().stream())
            .map(site -> "'%s' (%d)".formatted(site.label(), site.scans()))
            .toList();
    if (!excluded.isEmpty()) {
      words.add("excluded: the small " + named("site", excluded));
    }
    return String.join("; ", words);
  }

  private static String baseline(Specification specification) {
    return switch (specification.method()) {
      case COMBAT -> throw new IllegalArgumentException("no baseline");
      case RESIDUALISE -> "site residualised by regression, covariates kept";
      case Z_SCORE -> "z-scores within each site";
      case Z_SCORE_RESCALED -> "z-scores within each site, rescaled to all scans";
      case Z_SCORE_REFERENCE ->
          "z-scores against site '%s'".formatted(specification.referenceSite());
    };
  }

  private static String named(String noun, List<String> names) {
    List<String> shown = names.subList(0, Math.min(MOST_SITES_NAMED, names.size()));
    int more = names.size() - shown.size();
    return (names.size() == 1 ? noun : noun + "s")
        + " "
        + String.join(", ", shown)
        + (more > 0 ? " and %d more".formatted(more) : "");
  }
}
