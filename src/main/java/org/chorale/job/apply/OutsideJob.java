package org.chorale.job.apply;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.job.fit.BlockScales;
import org.chorale.job.input.JoinedRows;
import org.chorale.job.input.ScanAssignment;
import org.chorale.job.input.TableRows;
import org.chorale.model.Blocks;
import org.chorale.model.CodedScans;
import org.chorale.stats.domain.DomainScale;
import org.chorale.stats.domain.OutsideCounts;
import scala.Tuple2;

/**
 * Adjusts the scans of tables on their features' own scale and counts the values that leave their
 * domain; writes nothing. A task reads one part of the first table.
 */
public final class OutsideJob {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  /** On a running Spark. */
  public OutsideJob(JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration) {
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
      TableRows rows, CodedScans coded, ModelSlices slices, BlockScales scales) {
    Broadcast<TableRows> tables = spark.broadcast(rows);
    Broadcast<ScanAssignment> scans = spark.broadcast(ScanAssignment.of(coded, rows));
    Broadcast<SerializableConfiguration> conf = configuration;
    List<Integer> parts = IntStream.range(0, rows.partCount(0)).boxed().toList();
    return spark
        .parallelize(parts, parts.size())
        .flatMapToPair(
            part ->
                count(conf.value().value(), part, tables.value(), scans.value(), slices, scales));
  }

  private static Iterator<Tuple2<Integer, OutsideCounts>> count(
      Configuration conf,
      int part,
      TableRows tables,
      ScanAssignment scans,
      ModelSlices slices,
      BlockScales scales)
      throws IOException {
    Blocks blocks = scales.blocks();
    List<Tuple2<Integer, OutsideCounts>> counts = new ArrayList<>();
    for (int b = 0; b < blocks.count(); b++) {
      DomainScale declared = scales.declared(conf, b);
      if (declared != null) {
        counts.add(new Tuple2<>(b, new OutsideCounts(declared)));
      }
    }
    try (JoinedRows rows = new JoinedRows(conf, part, tables, scans);
        ModelSlices.Reader reader = slices.reader(conf)) {
      while (rows.next()) {
        double[] values = rows.values();
        reader.adjust(rows.site(), scans.z(), rows.scan() * scans.covariateCount(), values);
        for (Tuple2<Integer, OutsideCounts> block : counts) {
          block._2().add(rows.scan(), values, blocks.first(block._1()));
        }
      }
    }
    return counts.iterator();
  }
}
