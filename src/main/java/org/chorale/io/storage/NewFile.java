package org.chorale.io.storage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A file that doesn't exist yet. */
public final class NewFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private NewFile() {}

  /**
   * Opens a file for writing.
   *
   * @throws IOException if it exists or can't be created
   */
  public static FSDataOutputStream create(Configuration conf, Path path) throws IOException {
    FileSystem files = fileSystem(conf, path);
    if (files instanceof RawLocalFileSystem local) {
      // Hadoop would run chmod, a process of its own, for every file and directory.
      java.nio.file.Path file = local.pathToFile(path).toPath();
      Files.createDirectories(file.getParent());
      OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
      return new FSDataOutputStream(new BufferedOutputStream(out, BUFFER_BYTES), null);
    }
    return files.create(path, false, BUFFER_BYTES);
  }

  /**
   * The file system of a path; of a local path the raw one, which leaves no {@code .crc} files
   * behind. (Telling Hadoop's shared local file system to write none would tell Spark too.)
   */
  public static FileSystem fileSystem(Configuration conf, Path path) throws IOException {
    FileSystem found = path.getFileSystem(conf);
    return found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
  }

  /**
   * The name under which an attempt writes a file before it is complete.
   *
   * @param attempt a label no other attempt has, fit for a file name
   */
  public static Path attempt(Path target, String attempt) {
    return new Path(target.getParent(), "_" + target.getName() + "." + attempt);
  }

  /**
   * Gives a complete file its final name. If another attempt of the same task was faster, its file
   * stands and this one is deleted: both hold the same bytes.
   *
   * @throws IOException if neither file is there in the end
   */
  public static void publish(Configuration conf, Path attempt, Path target) throws IOException {
    FileSystem files = fileSystem(conf, target);
    if (!files.exists(target) && files.rename(attempt, target)) {
      return;
    }
    if (!files.exists(target)) {
      throw new IOException("could not rename " + attempt + " to " + target);
    }
    files.delete(attempt, false);
  }

  /**
   * Deletes what attempts of tasks that were lost have left behind: files whose names begin with an
   * underscore.
   */
  public static void sweep(Configuration conf, Path directory) throws IOException {
    FileSystem files = fileSystem(conf, directory);
    for (FileStatus status : files.listStatus(directory)) {
      if (status.getPath().getName().startsWith("_")) {
        files.delete(status.getPath(), true);
      } else if (status.isDirectory()) {
        sweep(conf, status.getPath());
      }
    }
  }
}
