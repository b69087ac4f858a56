package org.chorale.job.matrix;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixPart;
import org.chorale.job.fit.BlockScales;
import org.chorale.job.fit.MomentsKey;
import org.chorale.model.Blocks;
import org.chorale.model.CodedScans;
import org.chorale.stats.moments.BlockMoments;
import scala.Tuple2;

/**
 * Site moments of a feature matrix: a task reads one file and holds the moments of one block. What
 * is shuffled is S·V·(P+2) numbers, whatever the number of scans. Lazy: it runs with the job that
 * merges.
 */
public final class MatrixMomentsJob {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  /** On a running Spark. */
  public MatrixMomentsJob(
      JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration) {
    this.spark = spark;
    this.configuration = configuration;
  }

  /** Partial moments, in the order in which they are to be merged once sorted by key. */
  public JavaPairRDD<MomentsKey, BlockMoments> run(
      FeatureMatrix matrix, CodedScans coded, Blocks blocks, BlockScales scales) {
    List<Tuple2<Integer, MatrixPart>> parts = new ArrayList<>();
    for (MatrixPart part : matrix.parts()) {
      parts.add(new Tuple2<>(parts.size(), part));
    }
    Broadcast<MatrixScans> scans = spark.broadcast(new MatrixScans(coded));
    Broadcast<SerializableConfiguration> conf = configuration;
    return spark
        .parallelize(parts, parts.size())
        .flatMapToPair(
            part ->
                new MatrixMoments(
                    conf.value().value(),
                    matrix,
                    part._2(),
                    part._1(),
                    scans.value(),
                    blocks,
                    scales));
  }
}
