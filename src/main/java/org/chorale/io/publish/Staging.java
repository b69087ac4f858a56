package org.chorale.io.publish;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
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
 *
 * <p>In a {@link Lake} the directory becomes the output of its run, and then the one that counts.
 */
public final class Staging implements Closeable {
  /** After Spark has stopped its tasks, before Hadoop closes its file systems. */
  private static final int SHUTDOWN_PRIORITY = FileSystem.SHUTDOWN_HOOK_PRIORITY + 5;

  /** Ending of what was at the output until it is deleted. */
  static final String REPLACED = ".replaced";

  /** Ending of what becomes the pointer of a lake. */
  static final String POINTER = ".pointer";

  private static final String IN_LAKE = ".staging-";

  private static final int ATTEMPT_CHARACTERS = 8;

  private static final Set<String> RENAMES_WHOLE = Set.of("file", "hdfs", "viewfs", "webhdfs");

  private final FileSystem fileSystem;
  private final Path output;
  private final Path directory;
  private final boolean overwrite;
  private final StagingLease lease;
  private final Lake lake;
  private final String run;
  private final Runnable cleanUp = this::deleteQuietly;
  private boolean published;
  private boolean abandoned;

  private Staging(
      FileSystem fileSystem,
      Path output,
      Path directory,
      boolean overwrite,
      StagingLease lease,
      Lake lake,
      String run) {
    this.fileSystem = fileSystem;
    this.output = output;
    this.directory = directory;
    this.overwrite = overwrite;
    this.lease = lease;
    this.lake = lake;
    this.run = run;
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
    Staging staging =
        open(
            fileSystem,
            directory,
            output,
            false,
            lease -> new Staging(fileSystem, qualified, directory, overwrite, lease, null, null));
    if (renames) {
      StagingLease.sweepBeside(qualified, fileSystem, prefix);
    }
    return staging;
  }

  /**
   * Opens a staging directory for a run of a lake.
   *
   * @throws InvalidInputException if the directory can't be made there
   */
  static Staging in(Lake lake, String run) throws IOException {
    FileSystem fileSystem = lake.files();
    String attempt = UUID.randomUUID().toString();
    boolean renames = swaps(fileSystem);
    Path output =
        new Path(lake.runs(), renames ? run : run + "-" + attempt.substring(0, ATTEMPT_CHARACTERS));
    Path directory = renames ? new Path(lake.runs(), IN_LAKE + attempt) : output;
    return open(
        fileSystem,
        directory,
        output,
        true,
        lease -> new Staging(fileSystem, output, directory, false, lease, lake, run));
  }

  /** Takes a directory and makes sure that it is deleted when the process ends. */
  private static Staging open(
      FileSystem fileSystem,
      Path directory,
      Path named,
      boolean inLake,
      Function<StagingLease, Staging> of)
      throws IOException {
    StagingLease lease = null;
    try {
      // First: a directory without a lease would never be deleted.
      makeDirectory(fileSystem, directory.getParent());
      lease = StagingLease.take(fileSystem, directory, inLake);
      makeDirectory(fileSystem, directory);
    } catch (IOException refused) {
      if (lease != null) {
        lease.close();
      }
      throw new InvalidInputException(
          "%s: cannot be written: no directory can be made in %s (%s)"
              .formatted(named, directory.getParent().toUri().getPath(), Reason.of(refused)),
          refused);
    }
    Staging staging = of.apply(lease);
    ShutdownHookManager.get().addShutdownHook(staging.cleanUp, SHUTDOWN_PRIORITY);
    return staging;
  }

  private static void makeDirectory(FileSystem fileSystem, Path directory) throws IOException {
    if (!fileSystem.mkdirs(directory)) {
      throw new IOException("mkdirs failed");
    }
  }

  /** Deletes what runs of a lake have left that died. */
  static void recover(Lake lake) throws IOException {
    FileSystem fileSystem = lake.files();
    StagingLease.sweepRuns(lake.runs(), fileSystem, swaps(fileSystem) ? IN_LAKE : "");
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

  /** Where a pointer can be written before it is put in place. */
  Path pointer() {
    return directory.suffix(POINTER);
  }

  /**
   * Puts the finished directory in place, unless the same run was put there by another process.
   *
   * @throws IOException if something else is in the way that may not be replaced, or a rename fails
   */
  public synchronized void publish() throws IOException {
    if (abandoned) {
      throw new IOException(output + ": the process is being ended; nothing is published");
    }
    if (!lease.isIntact()) {
      throw new IOException(
          output
              + ": another run of it has taken this one for dead, which was cut off from the file"
              + " system for long; nothing is published");
    }
    if (lake == null) {
      putInPlace();
    } else {
      putInLake();
      lake.point(run, output, pointer());
    }
  }

  private void putInPlace() throws IOException {
    Path replaced = null;
    boolean inPlace = directory.equals(output);
    if (!inPlace && fileSystem.exists(output)) {
      if (!overwrite) {
        if (isMadeByAnother()) {
          return;
        }
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

  private void putInLake() throws IOException {
    try {
      if (!directory.equals(output)) {
        rename(fileSystem, directory, output);
      }
      published = true;
    } catch (IOException taken) {
      if (!isMadeByAnother()) {
        throw taken;
      }
    }
  }

  /** Whether another process has published the same run meanwhile: that one stands. */
  private boolean isMadeByAnother() throws IOException {
    String run = RunRecord.completeRun(fileSystem.getConf(), directory);
    return run != null && run.equals(RunRecord.completeRun(fileSystem.getConf(), output));
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

  /** Renames a file, at once in place of one that is there. */
  static void replace(FileSystem fileSystem, Path from, Path to) throws IOException {
    if (fileSystem instanceof RawLocalFileSystem local) {
      Files.move(
          local.pathToFile(from).toPath(),
          local.pathToFile(to).toPath(),
          StandardCopyOption.ATOMIC_MOVE);
    } else {
      FileContext.getFileContext(fileSystem.getUri(), fileSystem.getConf())
          .rename(from, to, Options.Rename.OVERWRITE);
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
