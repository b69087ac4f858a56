package org.chorale.io.publish;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.chorale.io.storage.NewFile;
import org.chorale.model.InvalidInputException;

/**
 * Where a run writes until it is complete: a hidden directory beside the output that becomes the
 * output by one rename. It is deleted otherwise, also when the process is interrupted.
 *
 * <p>An object store can't rename a directory at once. There the run writes in place; readers wait
 * for the file that is written last.
 */
public final class Staging implements Closeable {
  /** After Spark has stopped its tasks, before Hadoop closes its file systems. */
  private static final int SHUTDOWN_PRIORITY = FileSystem.SHUTDOWN_HOOK_PRIORITY + 5;

  private static final Set<String> RENAMES_WHOLE = Set.of("file", "hdfs", "viewfs", "webhdfs");

  private final FileSystem fileSystem;
  private final Path output;
  private final Path directory;
  private final boolean overwrite;
  private final Runnable cleanUp = this::deleteQuietly;
  private boolean published;

  private Staging(FileSystem fileSystem, Path output, Path directory, boolean overwrite) {
    this.fileSystem = fileSystem;
    this.output = output;
    this.directory = directory;
    this.overwrite = overwrite;
  }

  /**
   * Opens a staging directory.
   *
   * @param output where the result will be
   * @param overwrite whether what is there then is replaced
   * @throws InvalidInputException if the directory can't be made there
   */
  public static Staging beside(Path output, Configuration configuration, boolean overwrite)
      throws IOException {
    FileSystem fileSystem = NewFile.fileSystem(configuration, output);
    Path qualified = fileSystem.makeQualified(output);
    if (qualified.getParent() == null) {
      throw new InvalidInputException(output + ": the root of a file system can't be an output");
    }
    boolean renames = RENAMES_WHOLE.contains(fileSystem.getUri().getScheme());
    if (!renames && overwrite) {
      throw new InvalidInputException(
          "%s: --overwrite cannot be kept on '%s': an object store can't swap directories at once; name a new --output"
              .formatted(output, fileSystem.getUri().getScheme()));
    }
    String hidden = ".%s.staging-%s".formatted(qualified.getName(), UUID.randomUUID());
    Path directory = renames ? new Path(qualified.getParent(), hidden) : qualified;
    Staging staging = new Staging(fileSystem, qualified, directory, overwrite);
    try {
      if (!fileSystem.mkdirs(directory)) {
        throw new IOException("mkdirs failed");
      }
    } catch (IOException refused) {
      fileSystem.delete(directory, true);
      throw new InvalidInputException(
          "%s: cannot be written: no directory can be made in %s (%s)"
              .formatted(output, qualified.getParent().toUri().getPath(), refused.getMessage()),
          refused);
    }
    ShutdownHookManager.get().addShutdownHook(staging.cleanUp, SHUTDOWN_PRIORITY);
    return staging;
  }

  /** Where to write. */
  public Path directory() {
    return directory;
  }

  /** Where the result will be. */
  public Path output() {
    return output;
  }

  /**
   * Puts the finished directory in place.
   *
   * @throws IOException if something is in the way that may not be replaced, or a rename fails
   */
  public void publish() throws IOException {
    Path replaced = null;
    boolean inPlace = directory.equals(output);
    if (!inPlace && fileSystem.exists(output)) {
      if (!overwrite) {
        throw new IOException(
            output + " appeared while the run was under way; nothing is replaced");
      }
      replaced = new Path(output.getParent(), directory.getName() + ".replaced");
      rename(output, replaced);
    }
    try {
      if (!inPlace) {
        rename(directory, output);
      }
    } catch (IOException failed) {
      if (replaced != null) {
        rename(replaced, output);
      }
      throw failed;
    }
    published = true;
    if (replaced != null) {
      fileSystem.delete(replaced, true);
    }
  }

  private void rename(Path from, Path to) throws IOException {
    if (!fileSystem.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }

  /** Deletes the directory unless it was published. */
  @Override
  public void close() throws IOException {
    ShutdownHookManager manager = ShutdownHookManager.get();
    if (!manager.isShutdownInProgress()) {
      manager.removeShutdownHook(cleanUp);
    }
    if (!published) {
      fileSystem.delete(directory, true);
    }
  }

  private void deleteQuietly() {
    try {
      fileSystem.delete(directory, true);
    } catch (IOException gone) {
      System.err.println("chorale: could not delete " + directory + ": " + gone.getMessage());
    }
  }
}
