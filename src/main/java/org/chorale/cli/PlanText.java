package org.chorale.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;
import org.chorale.job.Features;
import org.chorale.job.Forecast;
import org.chorale.job.HarmonisationPlan;
import org.chorale.job.image.ImagePlan;
import org.chorale.model.Coding;
import org.chorale.model.Cohort;
import org.chorale.model.Compat;
import org.chorale.model.Domains;
import org.chorale.model.Method;
import org.chorale.model.Sequence;
import org.chorale.model.Site;
import org.chorale.model.Specification;
import org.chorale.model.Study;
import org.chorale.model.Word;
import org.chorale.stats.bayes.SitePrior;

/** The plan of a run in a few lines. */
final class PlanText {
  private static final int MOST_SITES_NAMED = 5;

  private final Terminal terminal;
  private final boolean featuresByDefault;

  /**
   * To a terminal.
   *
   * @param featuresByDefault whether the features of a table are those that nobody named
   */
  PlanText(Terminal terminal, boolean featuresByDefault) {
    this.terminal = terminal;
    this.featuresByDefault = featuresByDefault;
  }

  /**
   * Prints a plan.
   *
   * @param forecast whether what it will cost is told
   */
  void print(HarmonisationPlan plan, boolean forecast) {
    scans(plan.sequence());
    line("Features", features(plan.features()));
    plan.notFeatures().forEach(note -> line("", note));
    line("Method", method(plan.sequence(), plan.features().count()));
    Domains domains = plan.study().specification().domains();
    if (!domains.isEmpty()) {
      line("Domains", DomainText.of(domains));
    }
    if (forecast) {
      line("Cost", cost(plan.forecast()));
    }
    warnings(plan.warnings());
  }

  /** Prints what is known of images and model before a voxel is read. */
  void print(ImagePlan plan) {
    boolean derived = plan.features() == ImagePlan.UNKNOWN;
    scans(plan.sequence());
    line(
        "Images",
        "%,d %s of %s voxels each, %s"
            .formatted(
                plan.files(),
                plan.files() == 1 ? "file" : "files",
                Arrays.stream(plan.grid().shape())
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(" × ")),
                Bytes.text(plan.bytes())));
    line(
        "Features",
        derived
            ? "voxels of a mask that is made of the values; --dry-run=full tells how many"
            : "%,d voxels of the mask".formatted(plan.features()));
    line("Method", method(plan.sequence(), derived ? Integer.MAX_VALUE : plan.features()));
    warnings(plan.sequence().warnings());
  }

  private void scans(Sequence sequence) {
    line("Scans", scans(sequence.first().cohort()));
    line("Sites", sites(sequence.first()));
    List<Study> studies = sequence.studies();
    studies.subList(1, studies.size()).forEach(then -> line("then", sites(then)));
    sequence.crossing().ifPresent(crossing -> line("", crossing));
    line("Preserved", covariates(sequence.first()));
  }

  private void warnings(List<String> warnings) {
    warnings.forEach(warning -> terminal.line("  ! " + warning));
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

  private static String sites(Study study) {
    Cohort cohort = study.cohort();
    IntSummaryStatistics n = cohort.sites().stream().mapToInt(Site::scans).summaryStatistics();
    return "%,d from %s, %,d to %,d scans each"
        .formatted(
            cohort.sites().size(),
            "'" + String.join("' + '", study.specification().siteColumns()) + "'",
            n.getMin(),
            n.getMax());
  }

  private static String covariates(Study study) {
    List<String> words = new ArrayList<>();
    for (Coding coding : study.design().codings()) {
      words.add(
          coding instanceof Coding.Categorical categorical
              ? "%s (%s; baseline %s)"
                  .formatted(
                      coding.name(),
                      String.join(", ", categorical.levels()),
                      categorical.levels().get(0))
              : "%s (%s)".formatted(coding.name(), effect(study, coding.name())));
    }
    return words.isEmpty()
        ? "nothing: all differences between sites are removed, also those of age or sex"
        : String.join(", ", words);
  }

  private static String effect(Study study, String covariate) {
    return study.specification().terms().stream()
        .filter(term -> term.name().equals(covariate) && term.smooth() != null)
        .map(term -> "smooth: " + SmoothText.of(term.smooth()))
        .findFirst()
        .orElse("linear");
  }

  private String features(Features features) {
    List<String> names = features.shown();
    String shown =
        names.size() <= 2
            ? String.join(", ", names)
            : "%s, %s … %s".formatted(names.get(0), names.get(1), names.get(names.size() - 1));
    String what = featuresByDefault ? ", every numeric column without a role" : "";
    String noun = features.noun();
    return "%,d%s: %s".formatted(features.count(), noun == null ? what : " " + noun, shown);
  }

  private static String method(Sequence sequence, int features) {
    Specification specification = sequence.first().specification();
    List<String> words = new ArrayList<>();
    words.add(
        specification.method() != Method.COMBAT
            ? baseline(specification)
            : "ComBat, "
                + (specification.meanOnly() ? "mean-only" : "location and scale")
                + (specification.robust() ? " by median and biweight midvariance" : "")
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
    List<Cohort> cohorts = sequence.studies().stream().map(Study::cohort).toList();
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
