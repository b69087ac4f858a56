package org.chorale.job.diagnose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.ModelReader;
import org.chorale.io.modeldir.SiteEstimates;
import org.chorale.job.diagnose.SiteEffects.Density;
import org.chorale.job.diagnose.SiteEffects.GroupMeans;
import org.chorale.model.Blocks;
import org.chorale.stats.bayes.SitePrior;
import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.density.PriorFit;
import scala.Tuple2;

/**
 * Looks at the model site by site: a task reads the estimates of one site, two numbers per feature,
 * and gives densities and means of groups of features. No scan is read.
 */
final class SiteEffectsJob {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  SiteEffectsJob(JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration) {
    this.spark = spark;
    this.configuration = configuration;
  }

  /** By index of the site. */
  List<SiteEffects> run(
      Path model, Blocks blocks, List<SiteTreatment> treatments, FeatureGroups groups) {
    List<Tuple2<Integer, SiteTreatment>> sites = new ArrayList<>();
    treatments.forEach(treatment -> sites.add(new Tuple2<>(sites.size(), treatment)));
    String directory = model.toString();
    Broadcast<SerializableConfiguration> conf = configuration;
    return spark
        .parallelize(sites, sites.size())
        .map(
            site ->
                effects(
                    conf.value().value(),
                    new Path(directory),
                    blocks,
                    site._1(),
                    site._2().prior(),
                    groups))
        .collect();
  }

  private static SiteEffects effects(
      Configuration conf,
      Path model,
      Blocks blocks,
      int site,
      SitePrior prior,
      FeatureGroups groups)
      throws IOException {
    GroupMeans gammaStar = new GroupMeans(groups);
    GroupMeans logDeltaStar = new GroupMeans(groups);
    double[] gammaHat = new double[prior == null ? 0 : blocks.featureCount()];
    double[] deltaHat = new double[gammaHat.length];
    try (ModelReader reader = new ModelReader(conf, model, blocks.perFile())) {
      for (int block = 0; block < blocks.count(); block++) {
        SiteEstimates estimates = reader.estimates(site, block);
        int first = blocks.first(block);
        for (int v = 0; v < blocks.size(block); v++) {
          gammaStar.add(first + v, estimates.gammaStar()[v]);
          logDeltaStar.add(first + v, Math.log(estimates.deltaStar()[v]) / Math.log(2));
          if (prior != null) {
            gammaHat[first + v] = estimates.gammaHat()[v];
            deltaHat[first + v] = estimates.deltaHat()[v];
          }
        }
      }
    }
    return new SiteEffects(
        gammaStar.means(),
        logDeltaStar.means(),
        prior == null ? null : Density.of(PriorFit.ofLocation(gammaHat, prior)),
        prior == null || Double.isNaN(prior.aPrior())
            ? null
            : Density.of(PriorFit.ofScale(deltaHat, prior)));
  }
}
