package org.chorale.model.diagnosis;

import java.util.List;

/**
 * Everything a diagnosis found.
 *
 * @param run what was diagnosed and how
 * @param sites a row per site, in the order of their labels
 * @param covariates what became of their effects
 * @param overlaps how alike the sites' distributions of each continuous covariate are
 * @param tests of site effects over all features, in the order of a report
 * @param effectSizes of site, over all features
 * @param residuals of the whole scan and of the features with the largest site effect
 * @param heatMap of site effects
 * @param components of the residuals
 * @param distances multivariate test of site by distances between scans
 * @param classifiers that try to tell the site; none if not asked for
 * @param travelling of people scanned at several sites; null if there are none
 * @param slopes within people over time; null if no time was named
 * @param maps over the mask, for voxels; else none
 * @param notes what was approximated or left out, as sentences
 */
public record Diagnosis(
    RunSummary run,
    List<SiteDiagnosis> sites,
    List<CovariateDiagnosis> covariates,
    List<Overlap> overlaps,
    List<TestSummary> tests,
    List<EffectSize> effectSizes,
    List<ResidualPlot> residuals,
    HeatMap heatMap,
    BeforeAfter<Components> components,
    BeforeAfter<Distances> distances,
    List<SiteClassifier> classifiers,
    TravellingSubjects travelling,
    WithinSlopes slopes,
    List<EffectMap> maps,
    List<String> notes) {
  /** Whether there are harmonised values, so that there is an after. */
  public boolean hasAfter() {
    return tests.stream().anyMatch(test -> test.results().after() != null)
        || residuals.stream().anyMatch(plot -> plot.boxes().after() != null);
  }
}
