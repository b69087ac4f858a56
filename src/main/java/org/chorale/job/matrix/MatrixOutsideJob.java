package org.chorale.job.matrix;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.matrix.Element;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixPartReader;
import org.chorale.job.apply.ModelSlices;
import org.chorale.job.fit.BlockScales;
import org.chorale.model.CodedScans;
import org.chorale.model.Cohort;
import org.chorale.stats.adjust.Adjustment;
import org.chorale.stats.domain.DomainScale;
import org.chorale.stats.domain.OutsideCounts;
import scala.Tuple2;

/**
 * Adjusts a feature matrix on its features' own scale and counts the values that, as they would be
 * stored, leave their domain; writes nothing. A task reads one file.
 */
public final class MatrixOutsideJob {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  /** On a running Spark. */
  public MatrixOutsideJob(
      JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration) {
    this.spark = spark;
    this.configuration = configuration;
  }

  /**
   * Counts by block; lazy.
   *
   * @param slices where estimates come from, made on the features' own scale
   * @param scales features with a domain
   */
  public JavaPairRDD<Integer, OutsideCounts> run(
      FeatureMatrix matrix, CodedScans coded, ModelSlices slices, BlockScales scales) {
    Broadcast<MatrixScans> scans = spark.broadcast(new MatrixScans(coded));
    Broadcast<SerializableConfiguration> conf = configuration;
    return spark
        .parallelize(matrix.parts(), matrix.parts().size())
        .flatMapToPair(
            part -> {
              Configuration hadoop = conf.value().value();
              try (MatrixPartReader rows =
                      MatrixPartReader.open(
                          hadoop, part.path(matrix.directory()), matrix.element());
                  ModelSlices.Reader reader = slices.reader(hadoop)) {
                return new Task(hadoop, matrix, scans.value(), scales, rows, reader).count();
              }
            });
  }

  /** One file. */
  private static final class Task {
    private final Configuration conf;
    private final FeatureMatrix matrix;
    private final MatrixScans scans;
    private final BlockScales scales;
    private final MatrixPartReader rows;
    private final ModelSlices.Reader slices;

    Task(
        Configuration conf,
        FeatureMatrix matrix,
        MatrixScans scans,
        BlockScales scales,
        MatrixPartReader rows,
        ModelSlices.Reader slices) {
      this.conf = conf;
      this.matrix = matrix;
      this.scans = scans;
      this.scales = scales;
      this.rows = rows;
      this.slices = slices;
    }

    Iterator<Tuple2<Integer, OutsideCounts>> count() throws IOException {
      List<Tuple2<Integer, OutsideCounts>> counts = new ArrayList<>();
      for (int row = 0; row < rows.rows(); ) {
        int block = rows.block(row);
        int end = row;
        while (end < rows.rows() && rows.block(end) == block) {
          end++;
        }
        DomainScale declared = scales.declared(conf, block);
        if (declared != null) {
          counts.add(new Tuple2<>(block, count(block, row, end, declared)));
        }
        row = end;
      }
      return counts.iterator();
    }

    private OutsideCounts count(int block, int first, int end, DomainScale declared)
        throws IOException {
      OutsideCounts counts = new OutsideCounts(declared);
      int features = scales.blocks().size(block);
      double[] values = new double[features];
      double[] work = new double[features];
      Map<Integer, List<Adjustment>> bySite = new HashMap<>();
      for (int row = first; row < end; row++) {
        int scan = scans.scan(rows.scan(row));
        int site = scans.site(scan);
        if (site == Cohort.OUT) {
          continue;
        }
        if (!bySite.containsKey(site)) {
          bySite.put(site, slices.adjustments(site, block));
        }
        rows.read(row, values, 0, features);
        for (Adjustment adjustment : bySite.get(site)) {
          adjustment.adjust(scans.z(), scan * scans.covariateCount(), values, values, 0, work);
        }
        if (matrix.element() == Element.FLOAT32) {
          for (int v = 0; v < features; v++) {
            values[v] = (float) values[v];
          }
        }
        counts.add(scan, values, 0);
      }
      return counts;
    }
  }
}
