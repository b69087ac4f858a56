package org.chorale.job.fit;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.ModelPartWriter;
import org.chorale.job.task.TaskAttempt;
import org.chorale.model.Blocks;
import org.chorale.model.Design;
import org.chorale.model.Disclosure;
import org.chorale.stats.moments.BlockMoments;

/**
 * Merges partial moments and writes them as a model has them, without solving anything. A task
 * writes one file of every site and holds one block.
 */
public final class SharedMomentsJob {
  private SharedMomentsJob() {}

  /**
   * Writes moments.
   *
   * @param moments partial ones by site
   * @param scansOfSites scans of every site
   * @return counts of the scans in which features are observed
   */
  public static Disclosure run(
      Broadcast<SerializableConfiguration> configuration,
      JavaPairRDD<MomentsKey, BlockMoments> moments,
      int[] scansOfSites,
      Blocks blocks,
      BlockNames names,
      Design design,
      Path directory) {
    List<String> columns = List.copyOf(design.columns());
    Disclosure none = new Disclosure(design);
    String place = directory.toString();
    int[] scansOf = scansOfSites.clone();
    return moments
        .repartitionAndSortWithinPartitions(new BlockPartitioner(blocks))
        .mapPartitionsWithIndex(
            (part, sorted) ->
                List.of(
                        write(
                            configuration.value().value(),
                            new Path(place),
                            part,
                            new MergedBlocks(sorted, scansOf),
                            blocks,
                            names,
                            columns,
                            none.empty()))
                    .iterator(),
            false)
        .collect()
        .stream()
        .reduce(none, Disclosure::merge);
  }

  private static Disclosure write(
      Configuration conf,
      Path directory,
      int part,
      Iterator<BlockMoments[]> merged,
      Blocks blocks,
      BlockNames names,
      List<String> columns,
      Disclosure counts)
      throws IOException {
    try (ModelPartWriter files =
        new ModelPartWriter(conf, directory, part, TaskAttempt.label(), columns, List.of())) {
      while (merged.hasNext()) {
        BlockMoments[] sites = merged.next();
        int block = sites[0].block();
        String[] ofBlock = names.of(conf, blocks, block);
        files.writeNames(block, blocks.first(block), ofBlock);
        for (BlockMoments site : sites) {
          files.writeMoments(site, blocks.first(block));
          counts.add(site, ofBlock);
        }
      }
      files.publish();
    }
    return counts;
  }
}
