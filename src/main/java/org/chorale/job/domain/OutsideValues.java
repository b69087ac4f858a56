package org.chorale.job.domain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.job.fit.BlockScales;
import org.chorale.stats.domain.OutsideCounts;
import scala.Tuple2;

/**
 * What of a harmonisation lies outside of the features' domains: totals, and the features with most
 * values there. Travels; holds no more features than are listed.
 */
public final class OutsideValues implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Features that are listed. */
  static final int MOST_LISTED = 10_000;

  private static final int MOST_TASKS = 8;

  private long features;
  private long values;
  private long featuresOutside;
  private long valuesOutside;
  private final ArrayList<OutsideFeature> listed = new ArrayList<>();

  OutsideValues() {}

  /**
   * Merges what tasks counted, in tasks by block; the driver gets the totals and the features that
   * are listed from a few of them.
   *
   * @param counts by block
   */
  public static OutsideValues merge(
      JavaPairRDD<Integer, OutsideCounts> counts,
      BlockScales scales,
      Broadcast<SerializableConfiguration> configuration) {
    return counts
        .reduceByKey(OutsideCounts::merge, Math.min(MOST_TASKS, scales.blocks().count()))
        .mapPartitions(blocks -> ofBlocks(blocks, scales, configuration.value().value()))
        .reduce(OutsideValues::merge);
  }

  private static Iterator<OutsideValues> ofBlocks(
      Iterator<Tuple2<Integer, OutsideCounts>> blocks, BlockScales scales, Configuration conf)
      throws IOException {
    OutsideValues all = new OutsideValues();
    while (blocks.hasNext()) {
      Tuple2<Integer, OutsideCounts> next = blocks.next();
      all.add(scales.blocks().first(next._1()), () -> scales.names(conf, next._1()), next._2());
    }
    return Collections.singleton(all).iterator();
  }

  /** Names that are read only where they are needed. */
  interface Names {
    String[] read() throws IOException;
  }

  /**
   * Adds a block.
   *
   * @param first index of its first feature
   */
  void add(int first, Names names, OutsideCounts counts) throws IOException {
    String[] known = null;
    for (int k = 0; k < counts.features().count(); k++) {
      features++;
      values += counts.observed(k);
      valuesOutside += counts.outside(k);
      if (counts.outside(k) > 0) {
        featuresOutside++;
        known = known == null ? names.read() : known;
        int feature = counts.features().feature(k);
        listed.add(new OutsideFeature(first + feature, known[feature], counts, k));
      }
    }
    shorten();
  }

  /** Adds other blocks and returns this. */
  OutsideValues merge(OutsideValues other) {
    features += other.features;
    values += other.values;
    featuresOutside += other.featuresOutside;
    valuesOutside += other.valuesOutside;
    listed.addAll(other.listed);
    shorten();
    return this;
  }

  private void shorten() {
    Collections.sort(listed);
    if (listed.size() > MOST_LISTED) {
      listed.subList(MOST_LISTED, listed.size()).clear();
    }
  }

  /** Writes the totals down. */
  public void describe(ObjectNode node) {
    node.put("features", features);
    node.put("values", values);
    node.put("features_outside", featuresOutside);
    node.put("values_outside", valuesOutside);
  }

  /** Features that have a domain. */
  public long features() {
    return features;
  }

  /** Their values that are not missing. */
  public long values() {
    return values;
  }

  /** Features of which a value lies outside. */
  public long featuresOutside() {
    return featuresOutside;
  }

  /** Values that lie outside. */
  public long valuesOutside() {
    return valuesOutside;
  }

  /** The features with most values outside, most first; of equal ones the first in the input. */
  public List<OutsideFeature> listed() {
    return Collections.unmodifiableList(listed);
  }
}
