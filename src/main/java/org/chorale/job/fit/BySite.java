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

  /** What is made of a site's merged value; travels. */
  interface Finish<T, R> extends Serializable {
    R of(int site, T merged);
  }

  /**
   * Merges by site.
   *
   * @param parts one for every site and block
   * @return one for every site, by index
   */
  static <T> List<T> merge(JavaPairRDD<SiteBlock, T> parts, int siteCount, Merge<T> merge) {
    return merge(parts, siteCount, merge, (site, merged) -> merged);
  }

  /**
   * Merges by site and makes something of it in the task, so that what was merged never comes to
   * the driver.
   *
   * @param parts one for every block of the sites that matter
   * @return one for every site, by index; null for a site without parts
   */
  static <T, R> List<R> merge(
      JavaPairRDD<SiteBlock, T> parts, int siteCount, Merge<T> merge, Finish<T, R> finish) {
    List<Tuple2<Integer, R>> merged =
        parts
            .repartitionAndSortWithinPartitions(
                new HashPartitioner(Math.min(siteCount, MOST_TASKS)))
            .mapPartitions(sorted -> mergeRuns(sorted, merge, finish))
            .collect();
    List<R> bySite = new ArrayList<>(Collections.nCopies(siteCount, null));
    merged.forEach(site -> bySite.set(site._1(), site._2()));
    return bySite;
  }

  private static <T, R> Iterator<Tuple2<Integer, R>> mergeRuns(
      Iterator<Tuple2<SiteBlock, T>> sorted, Merge<T> merge, Finish<T, R> finish) {
    List<Tuple2<Integer, R>> runs = new ArrayList<>();
    int site = -1;
    T merged = null;
    while (sorted.hasNext()) {
      Tuple2<SiteBlock, T> next = sorted.next();
      if (next._1().site() == site) {
        merged = merge.apply(merged, next._2());
        continue;
      }
      if (merged != null) {
        runs.add(new Tuple2<>(site, finish.of(site, merged)));
      }
      site = next._1().site();
      merged = next._2();
    }
    if (merged != null) {
      runs.add(new Tuple2<>(site, finish.of(site, merged)));
    }
    return runs.iterator();
  }
}
