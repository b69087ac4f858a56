package org.chorale.job.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.job.input.ScanAssignment;
import org.chorale.job.input.TableRows;
import org.chorale.model.Blocks;
import org.chorale.model.CodedScans;
import org.chorale.stats.moments.BlockMoments;

/**
 * Partial site moments of every part of the tables.
 *
 * <p>A task reads one part and holds moments of as many of its sites as its budget allows, once for
 * every such group of sites. The scan assignment is broadcast. Lazy: it runs with the job that
 * merges.
 */
public final class MomentsJob {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  /** On a running Spark. */
  public MomentsJob(JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration) {
    this.spark = spark;
    this.configuration = configuration;
  }

  /** One part of one table. */
  static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int table;
    private final int part;
    private final int order;

    Part(int table, int part, int order) {
      this.table = table;
      this.part = part;
      this.order = order;
    }

    int table() {
      return table;
    }

    int part() {
      return part;
    }

    /** Place among all parts, which is the order of merging. */
    int order() {
      return order;
    }
  }

  /** Partial moments, in the order in which they are to be merged once sorted by key. */
  public JavaPairRDD<MomentsKey, BlockMoments> run(
      TableRows rows, CodedScans coded, Blocks blocks, BlockScales scales) {
    List<Part> parts = new ArrayList<>();
    for (int t = 0; t < rows.tableCount(); t++) {
      for (int k = 0; k < rows.partCount(t); k++) {
        parts.add(new Part(t, k, parts.size()));
      }
    }
    Broadcast<TableRows> tables = spark.broadcast(rows);
    Broadcast<ScanAssignment> scans = spark.broadcast(ScanAssignment.of(coded, rows));
    Broadcast<SerializableConfiguration> conf = configuration;
    return spark
        .parallelize(parts, parts.size())
        .flatMapToPair(
            part ->
                new PartialMoments(
                    conf.value().value(),
                    part,
                    tables.value(),
                    scans.value(),
                    blocks,
                    scales,
                    PartialMoments.BUDGET_BYTES));
  }
}
