package org.chorale.io.publish;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import org.chorale.io.storage.NewFile;
import org.chorale.io.storage.Reason;
import org.chorale.model.InvalidInputException;

/**
 * Where a run writes until it is complete: a hidden directory beside the output that becomes the
 * output by one rename. It is deleted otherwise, also when the process is interrupted; what a run
 * leaves that was killed is deleted by the next one of the same output (see {@link StagingLease}).
 *
 * <p>An object store can't rename a directory at once. There the run writes in place; readers wait
 * for the file that is written last.
 */
public final class Staging implements Closeable {
  /** After Spark has stopped its tasks, before Hadoop closes its file systems. */
  private static final int SHUTDOWN_PRIORITY = FileSystem.SHUTDOWN_HOOK_PRIORITY + 5;

  /** Ending of what was at the output until it is deleted. */
  static final String REPLACED = ".replaced";

  private static final Set<String> RENAMES_WHOLE = Set.of("file", "hdfs", "viewfs", "webhdfs");

  private final FileSystem fileSystem;
  private final Path output;
  private final Path directory;
  private final boolean overwrite;
  private final StagingLease lease;
  private final Runnable cleanUp = this::deleteQuietly;
  private boolean published;
  private boolean abandoned;

  private Staging(
      FileSystem fileSystem, Path output, Path directory, boolean overwrite, StagingLease lease) {
    this.fileSystem = fileSystem;
    this.output = output;
    this.directory = directory;
    this.overwrite = overwrite;
    this.lease = lease;
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
    boolean renames = swaps(fileSystem);
    if (!renames && overwrite) {
      throw new InvalidInputException(
          "%s: --overwrite cannot be kept on '%s': an object store can't swap directories at once; delete what is there, or name a new --output"
              .formatted(output, fileSystem.getUri().getScheme()));
    }
    String prefix = prefix(qualified);
    Path directory =
        renames ? new Path(qualified.getParent(), prefix + UUID.randomUUID()) : qualified;
    StagingLease lease;
    try {
      if (!fileSystem.mkdirs(directory)) {
        throw new IOException("mkdirs failed");
      }
      lease = StagingLease.take(fileSystem, directory);
    } catch (IOException refused) {
      deleteIfAny(fileSystem, directory);
      throw new InvalidInputException(
          "%s: cannot be written: no directory can be made in %s (%s)"
              .formatted(output, qualified.getParent().toUri().getPath(), Reason.of(refused)),
          refused);
    }
    Staging staging = new Staging(fileSystem, qualified, directory, overwrite, lease);
    ShutdownHookManager.get().addShutdownHook(staging.cleanUp, SHUTDOWN_PRIORITY);
    if (renames) {
      StagingLease.sweepBeside(qualified, fileSystem, prefix);
    }
    return staging;
  }

  /**
   * After a refusal that is told in its stead; HDFS asks even for this that parents are
   * directories.
   */
  private static void deleteIfAny(FileSystem fileSystem, Path directory) {
    try {
      fileSystem.delete(directory, true);
    } catch (IOException nothingThere) {
      // as it should be
    }
  }

  /** Puts back what a run that died had moved out of the way of its own output. */
  static void recover(Path output, FileSystem fileSystem) {
    Path qualified = fileSystem.makeQualified(output);
    if (swaps(fileSystem) && qualified.getParent() != null) {
      StagingLease.recoverBeside(qualified, fileSystem, prefix(qualified));
    }
  }

  private static String prefix(Path output) {
    return ".%s.staging-".formatted(output.getName());
  }

  /** Whether a directory there can become the output by one rename, so that one can be replaced. */
  static boolean swaps(FileSystem fileSystem) {
    return RENAMES_WHOLE.contains(fileSystem.getUri().getScheme());
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
  public synchronized void publish() throws IOException {
    if (abandoned) {
      throw new IOException(output + ": the process is being ended; nothing is published");
    }
    Path replaced = null;
    boolean inPlace = directory.equals(output);
    if (!lease.isIntact()) {
      throw new IOException(
          output
              + ": another run of it has taken this one for dead, which was cut off from the file"
              + " system for long; nothing is published");
    }
    if (!inPlace && fileSystem.exists(output)) {
      if (!overwrite) {
        throw new IOException(
            output + " appeared while the run was under way; nothing is replaced");
      }
      replaced = directory.suffix(REPLACED);
      rename(fileSystem, output, replaced);
    }
    try {
      if (!inPlace) {
        rename(fileSystem, directory, output);
      }
    } catch (IOException failed) {
      if (replaced != null) {
        rename(fileSystem, replaced, output);
      }
      throw failed;
    }
    published = true;
    if (replaced != null) {
      fileSystem.delete(replaced, true);
    }
  }

  /**
   * Renames unless something is there: Hadoop's plain rename would move a directory into another
   * that has appeared meanwhile, and say that all is well.
   */
  static void rename(FileSystem fileSystem, Path from, Path to) throws IOException {
    if (fileSystem instanceof RawLocalFileSystem local) {
      Files.move(
          local.pathToFile(from).toPath(),
          local.pathToFile(to).toPath(),
          StandardCopyOption.ATOMIC_MOVE);
    } else {
      FileContext.getFileContext(fileSystem.getUri(), fileSystem.getConf()).rename(from, to);
    }
  }

  /** Deletes the directory unless it was published. */
  @Override
  public synchronized void close() throws IOException {
    ShutdownHookManager manager = ShutdownHookManager.get();
    if (!manager.isShutdownInProgress()) {
      manager.removeShutdownHook(cleanUp);
    }
    if (!published) {
      fileSystem.delete(directory, true);
    }
    // Not if that failed: with the lease, the next run finds what is left.
    lease.close();
  }

  /** At the end of the process, which may come while the run goes on: never half of a result. */
  private synchronized void deleteQuietly() {
    if (published) {
      return;
    }
    abandoned = true;
    try {
      fileSystem.delete(directory, true);
      lease.close();
    } catch (IOException gone) {
      System.err.println("chorale: could not delete " + directory + ": " + gone.getMessage());
    }
  }
}
