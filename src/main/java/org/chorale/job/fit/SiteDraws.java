package org.chorale.job.fit;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.chorale.model.Site;
import org.chorale.stats.bayes.SiteTreatment.Effects;
import org.chorale.stats.nonparametric.NonParametricPrior;
import org.chorale.stats.nonparametric.PriorDraws;
import scala.Tuple2;

/**
 * Non-parametric priors of all sites. A site's draws, 16 bytes for each of V features, are brought
 * together in the task that merges the site and become its prior there; the driver gets S priors,
 * 40 bytes a draw up to {@link NonParametricPrior#MOST_EXACT} of them and bounded beyond.
 */
final class SiteDraws {
  private SiteDraws() {}

  /** Priors by site; null where too few features inform one, and at the reference site. */
  static List<NonParametricPrior> priors(JavaRDD<SolvedBlock> solved, List<Site> sites) {
    int siteCount = sites.size();
    int[] scans = sites.stream().mapToInt(Site::scans).toArray();
    Effects[] effects = sites.stream().map(Site::effects).toArray(Effects[]::new);
    JavaPairRDD<SiteBlock, PriorDraws> draws =
        solved.flatMapToPair(
            block -> {
              List<Tuple2<SiteBlock, PriorDraws>> ofBlock = new ArrayList<>();
              for (int i = 0; i < siteCount; i++) {
                if (effects[i] != Effects.NONE) {
                  ofBlock.add(
                      new Tuple2<>(
                          new SiteBlock(i, block.fit().block()),
                          new PriorDraws().add(block.fit(), i)));
                }
              }
              return ofBlock.iterator();
            });
    return BySite.merge(
        draws,
        siteCount,
        PriorDraws::merge,
        (site, merged) ->
            NonParametricPrior.of(
                merged, effects[site] == Effects.LOCATION_AND_SCALE, scans[site]));
  }
}
