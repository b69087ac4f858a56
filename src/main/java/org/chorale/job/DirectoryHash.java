package org.chorale.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.storage.NewFile;
import org.chorale.job.input.FileHashJob;

/**
 * SHA-256 of a directory of moments: names and contents of its files, but of the run record, which
 * bears it. It names moments by what they are: a hash of the scans would let others try out who
 * they are of.
 */
final class DirectoryHash {
  private DirectoryHash() {}

  static String of(
      JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration, Path directory)
      throws IOException {
    Configuration conf = spark.hadoopConfiguration();
    FileSystem files = NewFile.fileSystem(conf, directory);
    Path root = files.makeQualified(directory);
    List<String> names = new ArrayList<>();
    list(files, root, "", names);
    names.sort(null);
    String place = root.toString();
    List<String> lines =
        spark
            .parallelize(names, Math.max(1, names.size()))
            .map(
                name ->
                    FileHashJob.sha256(configuration.value().value(), new Path(place, name))
                        + " "
                        + name)
            .collect();
    byte[] listing = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(FileHashJob.newDigest().digest(listing));
  }

  private static void list(FileSystem files, Path directory, String prefix, List<String> names)
      throws IOException {
    for (FileStatus status : files.listStatus(directory)) {
      String name = status.getPath().getName();
      boolean hidden = name.startsWith("_") || name.startsWith(".");
      if (status.isDirectory()) {
        list(files, status.getPath(), prefix + name + "/", names);
      } else if (!hidden && !(prefix + name).equals("run.json")) {
        names.add(prefix + name);
      }
    }
  }
}
