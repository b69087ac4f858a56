package org.chorale.model.diagnosis;

/**
 * Whether a classifier can tell the site.
 *
 * @param name {@code logistic-regression}, {@code random-forest}
 * @param title for people
 * @param folds of the cross-validation, by subject
 * @param sites that were to be told apart
 * @param width values per scan it was given: features, or their random projections
 * @param projected whether they are random projections
 * @param chance balanced accuracy of guessing, 1 / sites
 * @param accuracy before and after
 */
public record SiteClassifier(
    String name,
    String title,
    int folds,
    int sites,
    int width,
    boolean projected,
    double chance,
    BeforeAfter<Accuracy> accuracy) {
  /**
   * @param balanced mean over sites of the share of scans told right, out of fold
   * @param nullUpper its 95 % quantile when sites are permuted
   * @param p share of permutations that do as well
   */
  public record Accuracy(double balanced, double nullUpper, double p) {}
}
