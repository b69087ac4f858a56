package org.chorale.model;

import java.util.ArrayList;
import java.util.List;
import org.chorale.stats.moments.ScanMoments;
import org.chorale.stats.penalty.Smoothing;
import org.chorale.stats.regression.AliasedColumn;

/** Whether the moments of covariates tell their effects from the sites' and from each other. */
final class RankCheck {
  private RankCheck() {}

  /**
   * Refuses what can't be told apart.
   *
   * @param bySite moments of every site's covariates
   * @param when in the user's words, what leaves these scans: {@code without fold 'k1'}
   * @param otherwise what to do
   */
  static void refuse(Design design, List<ScanMoments> bySite, String when, String otherwise) {
    int count = design.columnCount();
    double[] within = new double[count * count];
    ScanMoments all = new ScanMoments(count);
    long scans = 0;
    for (ScanMoments site : bySite) {
      all.merge(site);
      scans += site.n();
      for (int p = 0; p < count; p++) {
        for (int q = 0; q < count; q++) {
          within[p * count + q] += site.czz(p, q);
        }
      }
    }
    double[] total = new double[count * count];
    for (int p = 0; p < count; p++) {
      for (int q = 0; q < count; q++) {
        total[p * count + q] = all.czz(p, q);
      }
    }
    if (scans - bySite.size() - count < 1) {
      throw new InvalidInputException(
          "%s %d scans are too few for %d sites and %d covariate columns; %s"
              .formatted(when, scans, bySite.size(), count, otherwise));
    }
    // A penalty holds up columns that scans alone don't determine, never its null space.
    double[] held = design.penalty(name -> Smoothing.reml()).added(within, count);
    List<String> problems = new ArrayList<>();
    for (AliasedColumn column : AliasedColumn.find(held, total, count)) {
      String name = design.columns().get(column.column());
      problems.add(
          column.partners().isEmpty()
              ? "%s the effect of '%s' can't be told apart from the sites': it does not vary within any; %s"
                  .formatted(when, name, otherwise)
              : "%s the effect of '%s' can't be told apart from that of %s, which determine it within sites; %s"
                  .formatted(
                      when,
                      name,
                      String.join(
                          ", ", column.partners().stream().map(design.columns()::get).toList()),
                      otherwise));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("\n", problems));
    }
  }
}
