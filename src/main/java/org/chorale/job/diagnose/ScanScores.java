package org.chorale.job.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.linalg.Matrix;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.linalg.distributed.RowMatrix;
import org.chorale.model.diagnosis.Components;

/**
 * Principal components of projected scans, by MLlib. The scans are one partition: a sum over
 * several would be in order of arrival, and its last digits too.
 */
final class ScanScores {
  private static final int MOST_COMPONENTS = 10;
  private static final int MOST_SCORES = 2000;

  private final double[] share;
  private final List<Vector> rows;
  private final Matrix axes;

  private ScanScores(double[] share, List<Vector> rows, Matrix axes) {
    this.share = share;
    this.rows = rows;
    this.axes = axes;
  }

  /**
   * @param projected {@code [place*columns + column]}
   * @param columns of a row
   * @param width of them that take part, the first ones
   */
  static ScanScores of(JavaSparkContext spark, double[] projected, int columns, int width) {
    List<Vector> rows = new ArrayList<>();
    for (int at = 0; at < projected.length; at += columns) {
      rows.add(Vectors.dense(Arrays.copyOfRange(projected, at, at + width)));
    }
    RowMatrix matrix = new RowMatrix(spark.parallelize(rows, 1).rdd());
    scala.Tuple2<Matrix, Vector> components =
        matrix.computePrincipalComponentsAndExplainedVariance(width);
    return new ScanScores(components._2().toArray(), rows, components._1());
  }

  /** Shares of variance of all components, which eigenvalues are in proportion to. */
  double[] shares() {
    return share.clone();
  }

  /** The first components, and where the sites lie in them. */
  Components components(int[] siteOf, int siteCount) {
    int count = Math.min(MOST_COMPONENTS, share.length);
    double[][] scores = new double[count][rows.size()];
    for (int place = 0; place < rows.size(); place++) {
      double[] row = rows.get(place).toArray();
      for (int c = 0; c < count; c++) {
        for (int j = 0; j < row.length; j++) {
          scores[c][place] += row[j] * axes.apply(j, c);
        }
      }
    }
    List<Double> shares = new ArrayList<>();
    List<Double> ofSite = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      shares.add(share[c]);
      ofSite.add(betweenSites(scores[c], siteOf, siteCount));
    }
    List<Components.Score> shown = new ArrayList<>();
    int step = (rows.size() + MOST_SCORES - 1) / MOST_SCORES;
    for (int place = 0; place < rows.size(); place += step) {
      double second = count > 1 ? scores[1][place] : 0;
      shown.add(new Components.Score(siteOf[place], scores[0][place], second));
    }
    return new Components(shares, ofSite, shown);
  }

  private static double betweenSites(double[] scores, int[] siteOf, int siteCount) {
    double[] sums = new double[siteCount];
    double[] counts = new double[siteCount];
    double mean = Arrays.stream(scores).average().orElse(0);
    double total = 0;
    for (int place = 0; place < scores.length; place++) {
      double apart = scores[place] - mean;
      sums[siteOf[place]] += apart;
      counts[siteOf[place]]++;
      total += apart * apart;
    }
    double between = 0;
    for (int i = 0; i < siteCount; i++) {
      between += counts[i] > 0 ? sums[i] * sums[i] / counts[i] : 0;
    }
    return between / total;
  }
}
