package org.chorale.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.chorale.stats.bayes.SiteTreatment.Effects;
import org.chorale.stats.moments.ScanMoments;

/**
 * Scans, sites and covariates of a fit, checked: everything that is known before a feature is read.
 * Immutable.
 */
public final class Study {
  private final Specification specification;
  private final ScanTable scans;
  private final Cohort cohort;
  private final Design design;
  private final double[] z;

  private Study(
      Specification specification, ScanTable scans, Cohort cohort, Design design, double[] z) {
    this.specification = specification;
    this.scans = scans;
    this.cohort = cohort;
    this.design = design;
    this.z = z;
  }

  /**
   * Sorts scans into sites, learns the design and checks that its effects can be estimated.
   *
   * @throws InvalidInputException if they can't, or a scan can't be used
   */
  public static Study of(ScanTable scans, Specification specification) {
    return of(scans, specification, Cohort.of(scans, specification));
  }

  /** The same with scans that were sorted before. */
  static Study of(ScanTable scans, Specification specification, Cohort cohort) {
    ScanTable coded = coded(scans, specification);
    Design design = Design.learn(specification.terms(), coded, cohort);
    double[] z = design.rows(coded, cohort);
    String site = String.join("+", specification.siteColumns());
    new Aliasing(coded, cohort, design, z, site).refuse();
    return new Study(specification, scans, cohort, design, z);
  }

  /** The covariates as the tool to be reproduced sees them. */
  static ScanTable coded(ScanTable scans, Specification specification) {
    return specification.compat().roundsCovariates()
        ? scans.rounded(
            specification.terms().stream()
                .filter(term -> term.kind() != Term.Kind.CATEGORICAL)
                .map(Term::name)
                .collect(Collectors.toSet()))
        : scans;
  }

  /** What a fit needs to know beside the values. */
  public StudyFacts facts() {
    return new StudyFacts(specification, design, cohort.sites());
  }

  /** Moments of the coded covariates of every site's scans. */
  public List<ScanMoments> scanMoments() {
    int columns = design.columnCount();
    List<ScanMoments> moments = new ArrayList<>();
    cohort.sites().forEach(site -> moments.add(new ScanMoments(columns)));
    for (int s = 0; s < scans.size(); s++) {
      if (cohort.site(s) != Cohort.OUT) {
        moments.get(cohort.site(s)).add(z, s * columns);
      }
    }
    return moments;
  }

  /** What is fitted. */
  public Specification specification() {
    return specification;
  }

  /** All scans, also those left out. */
  public ScanTable scans() {
    return scans;
  }

  /** Scans that take part, by site. */
  public Cohort cohort() {
    return cohort;
  }

  /** Covariate columns. */
  public Design design() {
    return design;
  }

  /** What looks like a slip but can be meant, as sentences. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    List<String> labels = cohort.sites().stream().map(Site::label).toList();
    warnings.addAll(Lookalikes.warnings("sites", labels));
    for (Coding coding : design.codings()) {
      if (coding instanceof Coding.Categorical categorical) {
        warnings.addAll(
            Lookalikes.warnings("levels of '" + coding.name() + "'", categorical.levels()));
      }
    }
    List<String> two =
        cohort.sites().stream()
            .filter(site -> site.scans() == 2 && site.effects() == Effects.LOCATION_AND_SCALE)
            .map(Site::label)
            .toList();
    if (!two.isEmpty() && specification.method() != Method.Z_SCORE_REFERENCE) {
      warnings.add(
          "two scans only, their scale rests on one degree of freedom: " + Nearest.listed(two));
    }
    return warnings;
  }

  /** Coded covariates, {@code [scan*P + p]}; the caller must not write. */
  public double[] z() {
    return z;
  }
}
