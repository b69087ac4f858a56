package org.chorale.model;

import java.util.ArrayList;
import java.util.List;
import org.chorale.stats.bayes.SitePrior;

/** What is done to a study, in words: for plans and reports. */
public final class StudyWords {
  private static final int MOST_SITES_NAMED = 5;

  private StudyWords() {}

  /** Covariates that are preserved, each with how. */
  public static List<String> covariates(Study study) {
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
    return words;
  }

  private static String effect(Study study, String covariate) {
    return study.specification().terms().stream()
        .filter(term -> term.name().equals(covariate) && term.smooth() != null)
        .map(term -> "smooth: " + SmoothText.of(term.smooth()))
        .findFirst()
        .orElse("linear");
  }

  /**
   * The method and its choices.
   *
   * @param features how many
   */
  public static String method(Sequence sequence, int features) {
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
