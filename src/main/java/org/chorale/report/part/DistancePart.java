package org.chorale.report.part;

import org.chorale.model.diagnosis.BeforeAfter;
import org.chorale.model.diagnosis.Distances;
import org.chorale.report.words.Numbers;

/** Multivariate distance matrix regression of all features on site. */
public record DistancePart(Side before, Side after) {
  /** Its statistic, share of the distances between scans that lies between sites, and p. */
  public record Side(String statistic, String share, String p) {}

  /** Null if it was not made. */
  public static DistancePart of(BeforeAfter<Distances> distances) {
    return distances == null
        ? null
        : new DistancePart(side(distances.before()), side(distances.after()));
  }

  private static Side side(Distances distances) {
    return distances == null
        ? null
        : new Side(
            Numbers.number(distances.statistic()),
            Numbers.percent(distances.pseudoR2()),
            Numbers.p(distances.p()));
  }
}
