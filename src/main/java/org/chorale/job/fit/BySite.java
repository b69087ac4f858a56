package org.chorale.job.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.BinaryOperator;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * Merges what blocks say of each site, in the order of blocks, in tasks: the driver gets one merged
 * value per site, however many features there are.
 */
final class BySite {
  private static final int MOST_TASKS = 8;

  private BySite() {}

  /** A merge that travels; it may change and return its first argument. */
  interface Merge<T> extends BinaryOperator<T>, Serializable {}

  /**
   * Merges by site.
   *
   * @param parts one for every site and block
   * @return one for every site, by index
   */
  static <T> List<T> merge(JavaPairRDD<SiteBlock, T> parts, int siteCount, Merge<T> merge) {
    List<Tuple2<Integer, T>> merged =
        parts
            .repartitionAndSortWithinPartitions(
                new HashPartitioner(Math.min(siteCount, MOST_TASKS)))
            .mapPartitions(sorted -> mergeRuns(sorted, merge))
            .collect();
    List<T> bySite = new ArrayList<>(Collections.nCopies(siteCount, null));
    merged.forEach(site -> bySite.set(site._1(), site._2()));
    return bySite;
  }

  private static <T> Iterator<Tuple2<Integer, T>> mergeRuns(
      Iterator<Tuple2<SiteBlock, T>> sorted, Merge<T> merge) {
    List<Tuple2<Integer, T>> runs = new ArrayList<>();
    int site = -1;
    T merged = null;
    while (sorted.hasNext()) {
      Tuple2<SiteBlock, T> next = sorted.next();
      if (next._1().site() == site) {
        merged = merge.apply(merged, next._2());
        continue;
      }
      if (merged != null) {
        runs.add(new Tuple2<>(site, merged));
      }
      site = next._1().site();
      merged = next._2();
    }
    if (merged != null) {
      runs.add(new Tuple2<>(site, merged));
    }
    return runs.iterator();
  }
}
