package org.chorale.job.image;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.image.ImageReader;
import org.chorale.io.image.Images;
import org.chorale.job.input.FileHashJob;
import org.chorale.model.InvalidInputException;

/** SHA-256 of images that are not read as a whole anyway, the same as reading them gives. */
public final class ImageHash {
  private static final int FILES_OF_TASK = 8;
  private static final String ABSENT = "absent";

  private ImageHash() {}

  /** Hashes files in tasks of some each; the driver gets a hash per file, in order. */
  public static List<String> all(
      JavaSparkContext spark, Broadcast<SerializableConfiguration> conf, List<String> paths) {
    if (paths.isEmpty()) {
      return List.of();
    }
    int tasks = (paths.size() + FILES_OF_TASK - 1) / FILES_OF_TASK;
    return spark
        .parallelize(new ArrayList<>(paths), tasks)
        .map(path -> of(conf.value().value(), new Path(path)))
        .collect();
  }

  /** Hash of an image. */
  public static String of(Configuration conf, Path path) throws IOException {
    try {
      if (Images.isPair(path.getName())) {
        return ofPair(conf, path);
      }
    } catch (InvalidInputException unusable) {
      // The file that was named stands for it: the same as long as nothing else is wrong with it.
    }
    try {
      return FileHashJob.sha256(conf, path);
    } catch (FileNotFoundException absent) {
      return ABSENT;
    }
  }

  private static String ofPair(Configuration conf, Path path) throws IOException {
    try (ImageReader image = Images.open(conf, path)) {
      double[] some = new double[VolumeSlice.VOXELS];
      for (int volume = 0; volume < image.volumes(); volume++) {
        int voxels = image.grid().voxels();
        for (int from = 0; from < voxels; from += some.length) {
          image.read(some, 0, Math.min(some.length, voxels - from));
        }
      }
      return image.sha256();
    }
  }
}
