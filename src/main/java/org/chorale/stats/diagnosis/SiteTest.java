package org.chorale.stats.diagnosis;

/** Tests of site effects, in the order of a report. The names are those of columns and options. */
public enum SiteTest {
  /** Type II F of site given the covariates. */
  ANOVA("Analysis of variance (F, type II)", Aspect.LOCATION),
  /** Nested models with and without site. */
  LIKELIHOOD_RATIO("Likelihood ratio of nested models", Aspect.LOCATION),
  /** Ranks of residuals. */
  KRUSKAL_WALLIS("Kruskal–Wallis", Aspect.LOCATION),
  /** Deviations from the site's median. */
  LEVENE("Levene (Brown–Forsythe, medians)", Aspect.SCALE),
  /** Deviations from the site's mean. */
  LEVENE_MEAN("Levene (means)", Aspect.SCALE),
  /** Residual variances. */
  BARTLETT("Bartlett", Aspect.SCALE),
  /** Ranks of deviations. */
  FLIGNER_KILLEEN("Fligner–Killeen", Aspect.SCALE);

  /** What a test looks at. */
  public enum Aspect {
    /** Means. */
    LOCATION,
    /** Variances. */
    SCALE
  }

  private final String title;
  private final Aspect aspect;

  SiteTest(String title, Aspect aspect) {
    this.title = title;
    this.aspect = aspect;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** What it looks at. */
  public Aspect aspect() {
    return aspect;
  }

  /** Column of its statistic. */
  public Measure statistic() {
    return Measure.valueOf(name());
  }

  /** Column of its p value. */
  public Measure p() {
    return Measure.valueOf(name() + "_P");
  }
}
