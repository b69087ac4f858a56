package org.chorale.stats.diagnosis;

import java.util.Locale;

/** What a diagnosis says of one feature in one state of the values; a column of its table. */
public enum Measure {
  /** F of site. */
  ANOVA,
  /** Its p value. */
  ANOVA_P,
  /** Likelihood ratio, χ². */
  LIKELIHOOD_RATIO,
  /** Its p value. */
  LIKELIHOOD_RATIO_P,
  /** Kruskal–Wallis H. */
  KRUSKAL_WALLIS,
  /** Its p value. */
  KRUSKAL_WALLIS_P,
  /** Levene's F about medians. */
  LEVENE,
  /** Its p value. */
  LEVENE_P,
  /** Levene's F about means. */
  LEVENE_MEAN,
  /** Its p value. */
  LEVENE_MEAN_P,
  /** Bartlett's χ². */
  BARTLETT,
  /** Its p value. */
  BARTLETT_P,
  /** Fligner–Killeen χ². */
  FLIGNER_KILLEEN,
  /** Its p value. */
  FLIGNER_KILLEEN_P,
  /** Partial η² of site. */
  PARTIAL_ETA2,
  /** Share of the variance between scans of like covariates that lies between sites. */
  SITE_VARIANCE_SHARE,
  /** Largest residual variance of a site over the smallest. */
  SITE_VARIANCE_RATIO,
  /** Adjusted R² of site and covariates. */
  ADJUSTED_R2,
  /** Adjusted R² of covariates alone. */
  ADJUSTED_R2_WITHOUT_SITE,
  /** Standard deviation of all scans, divisor n−1, the feature's unit. */
  SD,
  /**
   * Mean absolute difference within a person scanned at several sites, in residual standard
   * deviations before.
   */
  WITHIN_DIFFERENCE,
  /** ICC(2,1) of people scanned at several sites. */
  ICC21,
  /** ICC(3,1). */
  ICC31,
  /** Coefficient of variation within such a person. */
  WITHIN_VARIATION,
  /** Mean over people of their slope over time, in residual standard deviations before. */
  SLOPE_MEAN,
  /** Standard deviation of those slopes. */
  SLOPE_SD;

  /** Name of its column. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is of people scanned at several sites. */
  public boolean isOfTravellers() {
    return this == WITHIN_DIFFERENCE || this == ICC21 || this == ICC31 || this == WITHIN_VARIATION;
  }

  /** Whether it is of people over time. */
  public boolean isOfTime() {
    return this == SLOPE_MEAN || this == SLOPE_SD;
  }
}
