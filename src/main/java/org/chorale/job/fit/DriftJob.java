package org.chorale.job.fit;

import java.io.IOException;
import java.io.Serializable;
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
import org.chorale.model.Recoding;
import org.chorale.stats.adjust.Adjustment;
import org.chorale.stats.adjust.Drift;
import org.chorale.stats.bayes.SiteTreatment.Effects;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.moments.ScanMoments;
import org.chorale.stats.moments.WiderDesign;

/** Compares two models of the same features site by site; reads models only. */
public final class DriftJob {
  /** How the covariates of the two models go together. */
  private static final class Covariates implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int[] placeOf;
    private final int columns;
    private final double[][] zBefore;
    private final double[][] zAfter;

    /**
     * @param placeOf place of the columns before among those after; null if they are coded apart
     * @param zBefore mean covariates by site; null if one design is the other, widened
     */
    Covariates(int[] placeOf, int columns, double[][] zBefore, double[][] zAfter) {
      this.placeOf = placeOf;
      this.columns = columns;
      this.zBefore = zBefore;
      this.zAfter = zAfter;
    }

    SharedEstimates widened(SharedEstimates before) {
      return placeOf == null ? before : before.widened(placeOf, columns);
    }

    void add(
        Drift drift,
        int site,
        String[] names,
        BlockMoments moments,
        double[] sigma2,
        Adjustment before,
        Adjustment after) {
      if (placeOf == null) {
        drift.add(names, moments, sigma2, before, zBefore[site], after, zAfter[site]);
      } else {
        drift.add(names, WiderDesign.of(moments, placeOf, columns), sigma2, before, after);
      }
    }
  }

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
    int[] placeOf = afterFacts.design().placesOf(beforeFacts.design());
    return run(
        before,
        beforeFacts,
        after,
        afterFacts,
        siteAfter(beforeFacts, afterFacts),
        new Covariates(placeOf, afterFacts.design().columnCount(), null, null));
  }

  /**
   * The same of models whose designs differ.
   *
   * @param recoding mean covariates of the sites in both; a site without any is not compared. At
   *     features that some scans lack the covariates of all of them stand for theirs
   */
  public List<Drift> run(
      Path before, Model beforeFacts, Path after, Model afterFacts, Recoding recoding) {
    int[] siteAfter = siteAfter(beforeFacts, afterFacts);
    double[][] zBefore = new double[siteAfter.length][];
    double[][] zAfter = new double[siteAfter.length][];
    for (int i = 0; i < siteAfter.length; i++) {
      String label = beforeFacts.sites().get(i).site().label();
      if (!recoding.has(label)) {
        siteAfter[i] = NewScans.UNSEEN;
      } else {
        zBefore[i] = recoding.before(label);
        zAfter[i] = recoding.after(label);
      }
    }
    return run(
        before,
        beforeFacts,
        after,
        afterFacts,
        siteAfter,
        new Covariates(null, 0, zBefore, zAfter));
  }

  private static int[] siteAfter(Model before, Model after) {
    int[] siteAfter = new int[before.sites().size()];
    Arrays.setAll(siteAfter, i -> siteAfter(before, i, after));
    return siteAfter;
  }

  private List<Drift> run(
      Path before,
      Model beforeFacts,
      Path after,
      Model afterFacts,
      int[] siteAfter,
      Covariates covariates) {
    int sites = beforeFacts.sites().size();
    String from = before.toString();
    String to = after.toString();
    int blocksPerFile = beforeFacts.blocksPerFile();
    int blocksPerFileAfter = afterFacts.blocksPerFile();
    int blockCount = beforeFacts.blockCount();
    int files = (blockCount + blocksPerFile - 1) / blocksPerFile;
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
                      add(drifts, old, now, block, siteAfter, scans, covariates);
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
      Covariates covariates)
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
      SharedEstimates wide = covariates.widened(sharedOld);
      covariates.add(
          drifts[i],
          i,
          names,
          old.moments(i, block, scans[i]),
          sharedOld.sigma2(),
          old.adjustment(i, block, wide),
          now.adjustment(siteAfter[i], block, sharedNow));
    }
  }
}
