package org.chorale.job;

import java.util.ArrayList;
import java.util.List;
import org.chorale.model.Model;
import org.chorale.stats.adjust.Drift;

/**
 * How far the values of a site's scans move from one model to another.
 *
 * @param site label
 * @param drift over the features
 */
public record SiteDrift(String site, Drift drift) {
  /**
   * Those of the sites that were compared.
   *
   * @param before the model whose values move
   * @param drifts by its sites, null for one that was not compared
   */
  static List<SiteDrift> of(Model before, List<Drift> drifts) {
    List<SiteDrift> bySite = new ArrayList<>();
    for (int i = 0; i < drifts.size(); i++) {
      if (drifts.get(i) != null) {
        bySite.add(new SiteDrift(before.sites().get(i).site().label(), drifts.get(i)));
      }
    }
    return List.copyOf(bySite);
  }
}
