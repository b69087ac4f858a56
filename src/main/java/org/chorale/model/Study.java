package org.chorale.model;

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
    Cohort cohort = Cohort.of(scans, specification);
    Design design = Design.learn(specification.terms(), scans, cohort);
    double[] z = design.rows(scans, cohort);
    new Aliasing(scans, cohort, design, z).refuse();
    return new Study(specification, scans, cohort, design, z);
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

  /** Coded covariates, {@code [scan*P + p]}; the caller must not write. */
  public double[] z() {
    return z;
  }
}
