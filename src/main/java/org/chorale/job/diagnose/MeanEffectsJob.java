package org.chorale.job.diagnose;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.ModelReader;
import org.chorale.model.Blocks;

/**
 * Looks at the model feature by feature: a task reads the estimates of all sites for the blocks of
 * one file, a site at a time. Sums of sites come to the driver, 24 bytes per feature.
 */
final class MeanEffectsJob {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  MeanEffectsJob(JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration) {
    this.spark = spark;
    this.configuration = configuration;
  }

  MeanEffects run(Path model, Blocks blocks, int siteCount) {
    List<Integer> files = IntStream.range(0, blocks.fileCount()).boxed().toList();
    String directory = model.toString();
    Broadcast<SerializableConfiguration> conf = configuration;
    return MeanEffects.of(
        spark
            .parallelize(files, files.size())
            .map(
                file -> effects(conf.value().value(), new Path(directory), blocks, siteCount, file))
            .collect());
  }

  private static MeanEffects effects(
      Configuration conf, Path model, Blocks blocks, int siteCount, int file) throws IOException {
    int firstBlock = file * blocks.perFile();
    int endBlock = Math.min(blocks.count(), firstBlock + blocks.perFile());
    int first = blocks.first(firstBlock);
    MeanEffects effects =
        new MeanEffects(blocks.first(endBlock - 1) + blocks.size(endBlock - 1) - first);
    try (ModelReader reader = new ModelReader(conf, model, blocks.perFile())) {
      for (int site = 0; site < siteCount; site++) {
        for (int block = firstBlock; block < endBlock; block++) {
          double[][] posterior = reader.posterior(site, block);
          for (int v = 0; v < posterior[0].length; v++) {
            effects.add(blocks.first(block) - first + v, posterior[0][v], posterior[1][v]);
          }
        }
      }
    }
    return effects;
  }
}
