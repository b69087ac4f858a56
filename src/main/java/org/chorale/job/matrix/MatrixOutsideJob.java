package org.chorale.job.matrix;

import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.job.apply.ModelSlices;
import org.chorale.job.fit.BlockScales;
import org.chorale.model.CodedScans;
import org.chorale.stats.domain.OutsideCounts;

/**
 * Adjusts a feature matrix on its features' own scale and counts the values that leave their
 * domain; writes nothing. A task reads one file.
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
            part ->
                new MatrixOutside(
                    conf.value().value(), matrix, part, scans.value(), scales, slices));
  }
}
