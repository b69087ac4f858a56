package org.chorale.stats.repeat;

/**
 * Limits of agreement of two sites about the same subjects: Bland and Altman 1986, Lancet 327:307.
 *
 * @param subjects seen at both sites
 * @param bias mean difference, the feature's unit; NaN of no subject
 * @param sd standard deviation of the differences, divisor subjects − 1; NaN of fewer than two
 */
public record Agreement(int subjects, double bias, double sd) {
  /** Standard deviations on either side of the bias between which 95 % of differences lie. */
  private static final double WIDTH = 1.96;

  static Agreement of(Values differences) {
    return new Agreement(
        differences.count(), differences.mean(), Math.sqrt(differences.variance()));
  }

  /** Lower 95 % limit, bias − 1.96 sd. */
  public double lower() {
    return bias - WIDTH * sd;
  }

  /** Upper 95 % limit, bias + 1.96 sd. */
  public double upper() {
    return bias + WIDTH * sd;
  }
}
