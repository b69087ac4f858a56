package org.chorale.job;

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
import org.chorale.io.modeldir.MomentsJson;
import org.chorale.io.publish.RunRecord;
import org.chorale.job.fit.BlockNames;
import org.chorale.job.run.RunInput;
import org.chorale.model.Blocks;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Model;
import org.chorale.model.SharedMoments;

/** A directory of moments that a site sent: small facts, how features are cut, their names. */
final class MomentsDirectory {
  private final String named;
  private final Path path;
  private final SharedMoments shared;
  private final Blocks blocks;
  private final String hash;

  /**
   * Opens it.
   *
   * @throws InvalidInputException if it holds no moments, or not those that were written
   */
  MomentsDirectory(
      JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration, String named)
      throws IOException {
    Configuration conf = spark.hadoopConfiguration();
    this.named = named;
    this.path = new Path(named);
    this.shared = MomentsJson.read(conf, path);
    this.hash = DirectoryHash.of(spark, configuration, path);
    String written = RunRecord.completeRun(conf, path);
    if (written == null || !hash.startsWith(written)) {
      throw new InvalidInputException(
          "%s: its files are not those that its run.json was written for: they arrived incomplete, or were changed; have them sent again"
              .formatted(named));
    }
    Model model = shared.model();
    int files = (model.blockCount() + model.blocksPerFile() - 1) / model.blocksPerFile();
    try (ModelReader reader = new ModelReader(conf, path, model.blocksPerFile())) {
      blocks = reader.blocks(files);
    }
    if (blocks.count() != model.blockCount() || blocks.featureCount() != model.featureCount()) {
      throw new InvalidInputException(
          "%s: moments.json says %,d features in %,d blocks, its files have %,d in %,d; have it sent again"
              .formatted(
                  named,
                  model.featureCount(),
                  model.blockCount(),
                  blocks.featureCount(),
                  blocks.count()));
    }
  }

  /** As the user called it. */
  String named() {
    return named;
  }

  Path path() {
    return path;
  }

  SharedMoments shared() {
    return shared;
  }

  Blocks blocks() {
    return blocks;
  }

  /** As an input of a run. */
  RunInput input(Configuration conf) throws IOException {
    long bytes = path.getFileSystem(conf).getContentSummary(path).getLength();
    return new RunInput(named, bytes, hash);
  }

  /** Names of the features, for tasks. */
  BlockNames names() {
    return names(path.toString(), shared.model().blocksPerFile());
  }

  private static BlockNames names(String directory, int blocksPerFile) {
    return (conf, blocks, block) -> {
      try (ModelReader reader = new ModelReader(conf, new Path(directory), blocksPerFile)) {
        return reader.names(block);
      }
    };
  }

  /**
   * Refuses another one of other features.
   *
   * @throws InvalidInputException naming the first feature that differs
   */
  void refuseOtherFeatures(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      MomentsDirectory other) {
    if (blocks.featureCount() != other.blocks.featureCount()) {
      throw new InvalidInputException(
          "%s has %,d features, %s has %,d: sum the same at both sites, by a design that names them"
              .formatted(named, blocks.featureCount(), other.named, other.blocks.featureCount()));
    }
    if (!blocks.toString().equals(other.blocks.toString())) {
      throw new InvalidInputException(
          "the features of %s and %s are cut into blocks otherwise: put the tables of a site into one, or import its matrix with the block size of the others"
              .formatted(named, other.named));
    }
    Blocks cut = blocks;
    BlockNames own = names();
    BlockNames others = other.names();
    String one = named;
    String two = other.named;
    List<Integer> all = IntStream.range(0, cut.count()).boxed().toList();
    List<String> differences =
        spark
            .parallelize(all, cut.fileCount())
            .map(
                block -> {
                  Configuration conf = configuration.value().value();
                  String[] a = own.of(conf, cut, block);
                  String[] b = others.of(conf, cut, block);
                  for (int v = 0; v < a.length; v++) {
                    if (!a[v].equals(b[v])) {
                      return "feature %,d is '%s' in %s and '%s' in %s: sum the same features in the same order, by a design that names them"
                          .formatted(cut.first(block) + v + 1, a[v], one, b[v], two);
                    }
                  }
                  return null;
                })
            .filter(Objects::nonNull)
            .take(1);
    if (!differences.isEmpty()) {
      throw new InvalidInputException(differences.get(0));
    }
  }
}
