package org.chorale.job.image;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.image.ImageReader;
import org.chorale.io.image.Images;
import org.chorale.io.storage.NewFile;
import org.chorale.model.InvalidInputException;

/**
 * Reads the headers of images, and their sidecars, in tasks of some files each. The driver gets
 * what they tell, some 300 bytes per file.
 */
final class HeaderJob {
  private static final int FILES_OF_TASK = 64;

  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  HeaderJob(JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration) {
    this.spark = spark;
    this.configuration = configuration;
  }

  /**
   * Facts of every file, in order.
   *
   * @param fields wanted from the sidecars
   */
  List<ImageFacts> run(List<ImageFile> files, List<String> fields) {
    List<String> paths = new ArrayList<>(files.stream().map(ImageFile::path).toList());
    Broadcast<SerializableConfiguration> conf = configuration;
    ArrayList<String> wanted = new ArrayList<>(fields);
    int tasks = Math.max(1, (paths.size() + FILES_OF_TASK - 1) / FILES_OF_TASK);
    return spark
        .parallelize(paths, tasks)
        .mapPartitions(
            some -> {
              Sidecars sidecars = new Sidecars(conf.value().value(), wanted);
              List<ImageFacts> facts = new ArrayList<>();
              while (some.hasNext()) {
                facts.add(read(conf.value().value(), new Path(some.next()), sidecars));
              }
              return facts.iterator();
            })
        .collect();
  }

  private static ImageFacts read(Configuration conf, Path path, Sidecars sidecars)
      throws IOException {
    try (ImageReader image = Images.open(conf, path)) {
      long bytes = NewFile.fileSystem(conf, path).getFileStatus(path).getLen();
      return ImageFacts.of(
          image.grid(), image.volumes(), image.isFloat64(), bytes, sidecars.fields(path));
    } catch (InvalidInputException unusable) {
      return ImageFacts.unusable(unusable.getMessage());
    } catch (AccessControlException | FileNotFoundException unreadable) {
      // Java says so of a local file that may not be read.
      return ImageFacts.unusable("can't be read: " + unreadable.getMessage());
    }
  }
}
