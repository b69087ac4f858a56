package org.chorale.io.publish;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * A run's hold on its staging directory: a file beside it by which a later run can tell whether the
 * first one still lives.
 *
 * <p>On a local file system the process locks the file, and the system lets go of the lock when the
 * process ends, however it ends. The lock is believed only on the machine that took it, which the
 * file names: not every network file system passes locks on. On HDFS the file is open for writing,
 * and the name node refuses a second writer until the first has not been heard of for a minute. On
 * an object store a run of a lake is taken for dead when it has written nothing for a day.
 * Elsewhere, and where the system has no locks, there is no lease: such directories, like those
 * without the file, are never deleted by another run.
 *
 * <p>Who finds a lease that nobody holds gives it another name before anything is deleted. A run
 * publishes only while its lease has its own name; so one that was taken for dead, having been cut
 * off from HDFS, fails instead of publishing what is left.
 */
final class StagingLease implements Closeable {
  private static final String HELD = ".lease";
  private static final String BROKEN = ".stale";

  /** So long no run goes without writing. */
  private static final Duration SILENCE = Duration.ofDays(1);

  private static final Duration TIME_TO_WRITE_A_NAME = Duration.ofMinutes(1);

  private static final java.nio.file.Path BOOT =
      java.nio.file.Path.of("/proc/sys/kernel/random/boot_id");

  /** Closing any channel of a file lets go of a process's locks on it: these must not be tried. */
  private static final Set<java.nio.file.Path> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

  private final FileSystem files;
  private final Path path;
  private final Closeable hold;

  private StagingLease(FileSystem files, Path path, Closeable hold) {
    this.files = files;
    this.path = path;
    this.hold = hold;
  }

  /**
   * Takes the lease of a directory that is about to be made; its parent is there.
   *
   * @param inLake whether an object store gets one, too: there every attempt has its directory
   */
  static StagingLease take(FileSystem files, Path directory, boolean inLake) throws IOException {
    Path path = directory.suffix(HELD);
    if (files instanceof RawLocalFileSystem local && Staging.swaps(files)) {
      return new StagingLease(files, path, lock(local.pathToFile(path).toPath()));
    }
    boolean hdfs = "hdfs".equals(files.getUri().getScheme());
    if (inLake && !Staging.swaps(files)) {
      files.create(path, false).close();
      return new StagingLease(files, path, () -> {});
    }
    return new StagingLease(files, path, hdfs ? files.create(path, false) : null);
  }

  /** A lock on a new file that names this machine, or null if there are no locks. */
  private static Closeable lock(java.nio.file.Path file) throws IOException {
    OF_THIS_PROCESS.add(file);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      channel.lock();
      // Until it is written, nobody tries the lock.
      channel.write(ByteBuffer.wrap(machine().getBytes(StandardCharsets.UTF_8)));
      return () -> {
        channel.close();
        OF_THIS_PROCESS.remove(file);
      };
    } catch (IOException noLocks) {
      channel.close();
      Files.deleteIfExists(file);
      OF_THIS_PROCESS.remove(file);
      return null;
    }
  }

  /** What shares locks: a machine, from one start of its system to the next. */
  private static String machine() throws IOException {
    return Files.isReadable(BOOT)
        ? Files.readString(BOOT).strip()
        : InetAddress.getLocalHost().getHostName();
  }

  /** Whether nobody has taken the run for dead. */
  boolean isIntact() throws IOException {
    return hold == null || files.exists(path);
  }

  /** Lets go; to be called when the directory is gone. */
  @Override
  public void close() throws IOException {
    if (hold == null) {
      return;
    }
    try {
      hold.close();
    } catch (IOException broken) {
      // Another run's by now.
    }
    files.delete(path, false);
  }

  /** What a sweep has to know of what it finds. */
  private interface Found {
    /** Deals with a directory whose run died; whether nothing is left of it but the lease. */
    boolean clear(Path directory) throws IOException;
  }

  /**
   * Deletes what runs that died have left beside an output, as far as it can be: a later run tries
   * again.
   *
   * @param prefix how names of its staging directories begin
   */
  static void sweepBeside(Path output, FileSystem files, String prefix) {
    sweep(output.getParent(), files, prefix, directory -> clear(directory, output, files, false));
  }

  /**
   * The same, and what one of them had moved out of the way is put back if nothing else is there:
   * for a run that has not looked yet what is there.
   */
  static void recoverBeside(Path output, FileSystem files, String prefix) {
    sweep(output.getParent(), files, prefix, directory -> clear(directory, output, files, true));
  }

  /** Deletes what runs of a lake have left that died; what was complete in place stays. */
  static void sweepRuns(Path runs, FileSystem files, String prefix) {
    sweep(
        runs,
        files,
        prefix,
        directory -> {
          files.delete(directory.suffix(Staging.POINTER), false);
          if (Staging.swaps(files) || RunRecord.completeRun(files.getConf(), directory) == null) {
            files.delete(directory, true);
          }
          return true;
        });
  }

  private static void sweep(Path parent, FileSystem files, String prefix, Found found) {
    FileStatus[] children;
    try {
      children = files.listStatus(parent, path -> path.getName().startsWith(prefix));
    } catch (IOException notOurs) {
      return;
    }
    for (FileStatus child : children) {
      String path = child.getPath().toString();
      try {
        if (path.endsWith(BROKEN)) {
          delete(without(path, BROKEN), files, found);
        } else if (path.endsWith(HELD) && broken(child.getPath(), files)) {
          delete(without(path, HELD), files, found);
        }
      } catch (IOException notOurs) {
        // Another user's, or another run is at it too.
      }
    }
  }

  private static Path without(String path, String ending) {
    return new Path(path.substring(0, path.length() - ending.length()));
  }

  private static void delete(Path directory, FileSystem files, Found found) throws IOException {
    boolean cleared = found.clear(directory);
    // A task that outlived its driver may have written once more.
    if (cleared && (!Staging.swaps(files) || !files.exists(directory))) {
      files.delete(directory.suffix(BROKEN), false);
    }
  }

  private static boolean clear(Path directory, Path output, FileSystem files, boolean putBack)
      throws IOException {
    files.delete(directory, true);
    Path replaced = directory.suffix(Staging.REPLACED);
    if (files.exists(replaced)) {
      // Without an output the run died between two renames, and this is the only copy.
      if (files.exists(output)) {
        files.delete(replaced, true);
      } else if (putBack) {
        Staging.rename(files, replaced, output);
      } else {
        return false;
      }
    }
    return true;
  }

  /** Takes the lease from a dead holder; false if it lives, or nothing is known of it. */
  private static boolean broken(Path lease, FileSystem files) throws IOException {
    Path stale = without(lease.toString(), HELD).suffix(BROKEN);
    if (files instanceof RawLocalFileSystem local && Staging.swaps(files)) {
      java.nio.file.Path file = local.pathToFile(lease).toPath();
      if (OF_THIS_PROCESS.contains(file) || !isOfThisMachine(file)) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        return channel.tryLock() != null && files.rename(lease, stale);
      } catch (OverlappingFileLockException held) {
        return false;
      }
    }
    if (!Staging.swaps(files)) {
      return isSilent(without(lease.toString(), HELD), lease, files) && files.rename(lease, stale);
    }
    if (!"hdfs".equals(files.getUri().getScheme())) {
      return false;
    }
    // Refused with an exception while another client holds it.
    files.append(lease).close();
    return files.rename(lease, stale);
  }

  /** One that is empty for long is of a process that died before it could write its name. */
  private static boolean isOfThisMachine(java.nio.file.Path file) throws IOException {
    String taker = Files.readString(file);
    if (!taker.isEmpty()) {
      return taker.equals(machine());
    }
    Instant begun = Files.getLastModifiedTime(file).toInstant();
    return begun.isBefore(Instant.now().minus(TIME_TO_WRITE_A_NAME));
  }

  private static boolean isSilent(Path directory, Path lease, FileSystem files) throws IOException {
    long last = files.getFileStatus(lease).getModificationTime();
    if (files.exists(directory)) {
      RemoteIterator<LocatedFileStatus> written = files.listFiles(directory, true);
      while (written.hasNext()) {
        last = Math.max(last, written.next().getModificationTime());
      }
    }
    return System.currentTimeMillis() - last > SILENCE.toMillis();
  }
}
