package org.chorale.job.diagnose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.job.fit.BlockNames;
import org.chorale.job.values.BlockValues;
import org.chorale.model.Blocks;
import org.chorale.model.diagnosis.BeforeAfter;
import org.chorale.model.diagnosis.ResidualPlot;
import org.chorale.stats.diagnosis.RunTests;
import org.chorale.stats.diagnosis.Sorted;
import org.chorale.stats.scans.FeatureRun;
import org.chorale.stats.scans.ScansBySite;
import scala.Tuple2;

/**
 * Box plots of residuals by site, of the whole scan and of a few features whose values are read
 * once more, a task each. The driver holds two numbers per scan for each.
 */
final class ResidualPlots {
  private static final int MOST_OUTLIERS = 20;
  private static final double REACH = 1.5;

  private final ScansBySite scans;

  ResidualPlots(ScansBySite scans) {
    this.scans = scans;
  }

  /** Of the mean over all features of standardised residuals. */
  ResidualPlot ofScans(ProjectedScans projected, int columns) {
    return new ResidualPlot(
        "Mean of all features",
        "standard deviations",
        new BeforeAfter<>(
            boxes(last(projected.before(), columns)),
            projected.after() == null ? null : boxes(last(projected.after(), columns))));
  }

  private static double[] last(double[] projected, int columns) {
    double[] last = new double[projected.length / columns];
    Arrays.setAll(last, place -> projected[place * columns + columns - 1]);
    return last;
  }

  /** Of some features. */
  List<ResidualPlot> ofFeatures(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      Broadcast<ScansBySite> broadcast,
      List<Integer> features,
      BlockValues values,
      HarmonisedValues harmonised,
      Blocks blocks,
      BlockNames names) {
    Broadcast<SerializableConfiguration> conf = configuration;
    List<Tuple2<String, double[][]>> residuals =
        features.isEmpty()
            ? List.of()
            : spark
                .parallelize(features, features.size())
                .map(
                    feature ->
                        residuals(
                            conf.value().value(),
                            broadcast.value(),
                            feature,
                            values,
                            harmonised,
                            blocks,
                            names))
                .collect();
    List<ResidualPlot> plots = new ArrayList<>();
    for (Tuple2<String, double[][]> feature : residuals) {
      double[][] states = feature._2();
      plots.add(
          new ResidualPlot(
              feature._1(),
              "unit of the feature",
              new BeforeAfter<>(boxes(states[0]), states.length > 1 ? boxes(states[1]) : null)));
    }
    return plots;
  }

  private static Tuple2<String, double[][]> residuals(
      Configuration conf,
      ScansBySite scans,
      int feature,
      BlockValues values,
      HarmonisedValues harmonised,
      Blocks blocks,
      BlockNames names)
      throws IOException {
    int block = blocks.blockOf(feature);
    int first = feature - blocks.first(block);
    double[] y = new double[scans.count()];
    double[][] residuals = new double[harmonised == null ? 1 : 2][];
    RunTests tests = new RunTests(scans, null);
    FeatureRun before = new FeatureRun(scans, first, 1, y);
    try (BlockValues.Reader reader = values.open(conf, scans)) {
      reader.read(block, first, 1, y);
    }
    residuals[0] = tests.of(before, null).residuals();
    if (harmonised != null) {
      double[] adjusted = new double[y.length];
      try (HarmonisedValues.Task task = harmonised.open(conf, scans)) {
        task.fill(block, before, adjusted);
      }
      residuals[1] = tests.of(new FeatureRun(scans, first, 1, adjusted), null).residuals();
    }
    return new Tuple2<>(names.of(conf, blocks, block)[first], residuals);
  }

  /** A box for every site, about the mean of all scans. */
  private List<ResidualPlot.Box> boxes(double[] residuals) {
    double centre = new Sorted(residuals).mean();
    List<ResidualPlot.Box> boxes = new ArrayList<>();
    for (int i = 0; i < scans.siteCount(); i++) {
      Sorted site =
          new Sorted(
              Arrays.stream(residuals, scans.first(i), scans.first(i + 1))
                  .map(a -> a - centre)
                  .toArray());
      boxes.add(box(site));
    }
    return boxes;
  }

  private static ResidualPlot.Box box(Sorted values) {
    double q1 = values.quantile(0.25);
    double q3 = values.quantile(0.75);
    double reach = REACH * (q3 - q1);
    double low = Double.NaN;
    double high = Double.NaN;
    List<Double> outliers = new ArrayList<>();
    for (double value : values.values()) {
      boolean inside = value >= q1 - reach && value <= q3 + reach;
      if (inside) {
        low = Double.isNaN(low) ? value : low;
        high = value;
      } else {
        outliers.add(value);
      }
    }
    int step = Math.max(1, (outliers.size() + MOST_OUTLIERS - 1) / MOST_OUTLIERS);
    List<Double> shown = new ArrayList<>();
    for (int k = 0; k < outliers.size(); k += step) {
      shown.add(outliers.get(k));
    }
    return new ResidualPlot.Box(low, q1, values.median(), q3, high, shown);
  }
}
