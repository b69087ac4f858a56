package org.chorale.job.domain;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.job.fit.BlockNames;
import org.chorale.model.Blocks;
import org.chorale.model.Domains;
import org.chorale.model.InvalidInputException;

/** Matches the rules with the features, block by block: no list of all names comes about. */
public final class DomainNamesJob {
  private static final int MOST_TASKS = 32;

  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  /** On a running Spark. */
  public DomainNamesJob(
      JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration) {
    this.spark = spark;
    this.configuration = configuration;
  }

  /**
   * Checks that every rule is of a feature and no feature has two domains.
   *
   * @param shown some names, for a hint
   * @throws InvalidInputException if not
   */
  public void run(Domains domains, Blocks blocks, BlockNames names, List<String> shown) {
    if (domains.isEmpty() || domains.ofAll() != null) {
      return;
    }
    Broadcast<SerializableConfiguration> conf = configuration;
    List<Integer> all = new ArrayList<>();
    for (int b = 0; b < blocks.count(); b++) {
      all.add(b);
    }
    boolean[] matched =
        spark
            .parallelize(all, Math.min(MOST_TASKS, all.size()))
            .map(block -> matched(domains, names.of(conf.value().value(), blocks, block)))
            .reduce(DomainNamesJob::either);
    domains.refuseUnmatched(matched, shown);
  }

  private static boolean[] matched(Domains domains, String[] names) {
    domains.of(List.of(names));
    return domains.matched(List.of(names));
  }

  private static boolean[] either(boolean[] a, boolean[] b) {
    boolean[] either = a.clone();
    for (int r = 0; r < b.length; r++) {
      either[r] |= b[r];
    }
    return either;
  }
}
