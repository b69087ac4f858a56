package org.chorale.job.input;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.storage.NewFile;
import org.chorale.io.table.PhysicalFile;

/**
 * SHA-256 of files, a task each. The driver holds a hash per file.
 *
 * <p>A hash of a whole file can't be cut into splits, so it has a task of its own, beside those
 * that parse.
 */
public final class FileHashJob {
  private static final int BUFFER = 1 << 20;

  private FileHashJob() {}

  /** Starts hashing; the result is in the order of the files. */
  public static JavaFutureAction<List<String>> start(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      List<PhysicalFile> files) {
    return spark
        .parallelize(new ArrayList<>(files), Math.max(1, files.size()))
        .map(file -> sha256(configuration.value().value(), new Path(file.location())))
        .collectAsync();
  }

  /** The result of a job that was started. */
  public static List<String> await(JavaFutureAction<List<String>> action) throws IOException {
    try {
      return action.get();
    } catch (ExecutionException failed) {
      throw new IOException("hashing the inputs failed", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  /** SHA-256 of a file, in hexadecimal. */
  public static String sha256(Configuration hadoop, Path path) throws IOException {
    MessageDigest digest = newDigest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = NewFile.fileSystem(hadoop, path).open(path, BUFFER)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A new SHA-256. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
