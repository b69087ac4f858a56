package org.chorale.job.fit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.ModelReader;
import org.chorale.io.modeldir.SharedEstimates;
import org.chorale.model.Model;
import org.chorale.model.ModelSite;
import org.chorale.model.NewScans;
import org.chorale.stats.adjust.Drift;
import org.chorale.stats.bayes.SiteTreatment.Effects;
import org.chorale.stats.moments.ScanMoments;
import org.chorale.stats.moments.WiderDesign;

/** Compares two models of the same features site by site; reads models only. */
public final class DriftJob {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  /** On a running Spark. */
  public DriftJob(JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration) {
    this.spark = spark;
    this.configuration = configuration;
  }

  /**
   * Compares.
   *
   * @param before directory and facts of the model whose values were published
   * @param after directory and facts of the other
   * @return by site of the model before; null for one that the other doesn't have, and for a site
   *     whose scans both copy
   */
  public List<Drift> run(Path before, Model beforeFacts, Path after, Model afterFacts) {
    int sites = beforeFacts.sites().size();
    int[] siteAfter = new int[sites];
    Arrays.setAll(siteAfter, i -> siteAfter(beforeFacts, i, afterFacts));
    String from = before.toString();
    String to = after.toString();
    int blocksPerFile = beforeFacts.blocksPerFile();
    int blocksPerFileAfter = afterFacts.blocksPerFile();
    int blockCount = beforeFacts.blockCount();
    int files = (blockCount + blocksPerFile - 1) / blocksPerFile;
    int[] placeOf = afterFacts.design().placesOf(beforeFacts.design());
    int columns = afterFacts.design().columnCount();
    List<Integer> parts = IntStream.range(0, files).boxed().toList();
    ScanMoments[] scans =
        beforeFacts.sites().stream().map(ModelSite::scans).toArray(ScanMoments[]::new);
    Broadcast<SerializableConfiguration> shared = configuration;
    List<Drift[]> byPart =
        spark
            .parallelize(parts, files)
            .map(
                part -> {
                  Configuration conf = shared.value().value();
                  Drift[] drifts = new Drift[sites];
                  try (ModelReader old = new ModelReader(conf, new Path(from), blocksPerFile);
                      ModelReader now = new ModelReader(conf, new Path(to), blocksPerFileAfter)) {
                    int end = Math.min(blockCount, (part + 1) * blocksPerFile);
                    for (int block = part * blocksPerFile; block < end; block++) {
                      add(drifts, old, now, block, siteAfter, scans, placeOf, columns);
                    }
                  }
                  return drifts;
                })
            .collect();
    List<Drift> merged = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      Drift drift = siteAfter[i] == NewScans.UNSEEN ? null : new Drift();
      for (Drift[] part : byPart) {
        if (drift != null) {
          drift.merge(part[i]);
        }
      }
      merged.add(drift);
    }
    return merged;
  }

  private static int siteAfter(Model before, int site, Model after) {
    int there = after.indexOf(before.sites().get(site).site().label());
    boolean copied =
        before.sites().get(site).site().effects() == Effects.NONE
            || (there >= 0 && after.sites().get(there).site().effects() == Effects.NONE);
    return copied ? NewScans.UNSEEN : there;
  }

  private static void add(
      Drift[] drifts,
      ModelReader old,
      ModelReader now,
      int block,
      int[] siteAfter,
      ScanMoments[] scans,
      int[] placeOf,
      int columns)
      throws IOException {
    SharedEstimates sharedOld = old.shared(block);
    SharedEstimates sharedNow = now.shared(block);
    String[] names = old.names(block);
    for (int i = 0; i < drifts.length; i++) {
      if (siteAfter[i] == NewScans.UNSEEN) {
        continue;
      }
      if (drifts[i] == null) {
        drifts[i] = new Drift();
      }
      drifts[i].add(
          names,
          WiderDesign.of(old.moments(i, block, scans[i]), placeOf, columns),
          sharedOld.sigma2(),
          old.adjustment(i, block, sharedOld.widened(placeOf, columns)),
          now.adjustment(siteAfter[i], block, sharedNow));
    }
  }
}
