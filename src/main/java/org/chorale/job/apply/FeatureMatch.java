package org.chorale.job.apply;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.ModelReader;
import org.chorale.job.fit.BlockNames;
import org.chorale.model.Blocks;
import org.chorale.model.InvalidInputException;

/** Whether the features of an input are those of a model, name by name, in tasks. */
public final class FeatureMatch {
  private FeatureMatch() {}

  /**
   * Compares.
   *
   * @param names of the input's features
   * @param blocks how they are cut
   * @param model directory
   * @param blocksPerFile as the model says
   * @param modelBlocks how the model's are cut
   * @throws InvalidInputException naming the first feature that differs
   */
  public static void refuseOthers(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      BlockNames names,
      Blocks blocks,
      Path model,
      int blocksPerFile,
      Blocks modelBlocks) {
    if (blocks.featureCount() != modelBlocks.featureCount()) {
      throw new InvalidInputException(
          "the input has %,d features, the model %,d; import it with the features (mask) of the model"
              .formatted(blocks.featureCount(), modelBlocks.featureCount()));
    }
    String directory = model.toString();
    List<Integer> all = IntStream.range(0, modelBlocks.count()).boxed().toList();
    List<String> differences =
        spark
            .parallelize(all, (modelBlocks.count() + blocksPerFile - 1) / blocksPerFile)
            .map(
                block -> {
                  Configuration conf = configuration.value().value();
                  try (ModelReader reader =
                      new ModelReader(conf, new Path(directory), blocksPerFile)) {
                    return difference(
                        conf, names, blocks, modelBlocks.first(block), reader.names(block));
                  }
                })
            .filter(Objects::nonNull)
            .take(1);
    if (!differences.isEmpty()) {
      throw new InvalidInputException(differences.get(0));
    }
  }

  private static String difference(
      Configuration conf, BlockNames names, Blocks blocks, int first, String[] wanted)
      throws IOException {
    String[] there = new String[0];
    int block = -1;
    for (int v = 0; v < wanted.length; v++) {
      int at = blocks.blockOf(first + v);
      if (at != block) {
        block = at;
        there = names.of(conf, blocks, block);
      }
      String name = there[first + v - blocks.first(block)];
      if (!name.equals(wanted[v])) {
        return "feature %,d of the input is '%s', of the model '%s'; import it with the features (mask) of the model, in its order"
            .formatted(first + v + 1, name, wanted[v]);
      }
    }
    return null;
  }
}
