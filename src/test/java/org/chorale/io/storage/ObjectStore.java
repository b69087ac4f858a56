package org.chorale.io.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A local folder as {@code store:///...}: a store that can't rename directories at once. It can be
 * told after how many changes whoever makes them is gone.
 */
public final class ObjectStore extends FilterFileSystem {
  private static final URI NAME = URI.create("store:///");
  private static final String PROCESS = "store.process";
  private static final List<AtomicInteger> CHANGES_LEFT = new CopyOnWriteArrayList<>();

  private AtomicInteger changesLeft = new AtomicInteger(Integer.MAX_VALUE);

  /** What a process does that was killed: nothing any more. */
  public static final class Gone extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** One for Hadoop to make. */
  public ObjectStore() {
    super(new Local());
  }

  /** Makes the name known. */
  public static void register(Configuration conf) {
    conf.setClass("fs.store.impl", ObjectStore.class, FileSystem.class);
  }

  /** A store in whose view a process is gone before it makes one change more. */
  public static Configuration ofOneGoneAfter(int changes) {
    Configuration conf = new Configuration();
    register(conf);
    conf.setBoolean("fs.store.impl.disable.cache", true);
    CHANGES_LEFT.add(new AtomicInteger(changes));
    conf.setInt(PROCESS, CHANGES_LEFT.size() - 1);
    return conf;
  }

  private void change() {
    if (changesLeft.getAndDecrement() <= 0) {
      changesLeft.set(0);
      throw new Gone();
    }
  }

  @Override
  public String getScheme() {
    return NAME.getScheme();
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(NAME, conf);
    int process = conf.getInt(PROCESS, -1);
    if (process >= 0) {
      changesLeft = CHANGES_LEFT.get(process);
    }
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int buffer,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    if (!overwrite && exists(path)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    return new FSDataOutputStream(new Put(path), null);
  }

  @Override
  public boolean mkdirs(Path directory) throws IOException {
    change();
    return super.mkdirs(directory);
  }

  @Override
  public boolean mkdirs(Path directory, FsPermission permission) throws IOException {
    return mkdirs(directory);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    change();
    return super.delete(path, recursive);
  }

  /** An object is there when all of it is. */
  private final class Put extends ByteArrayOutputStream {
    private final Path path;
    private boolean closed;

    Put(Path path) {
      this.path = path;
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      change();
      java.nio.file.Path file = java.nio.file.Path.of(path.toUri().getPath());
      java.nio.file.Path whole = file.resolveSibling("." + file.getFileName() + ".put");
      Files.createDirectories(file.getParent());
      Files.write(whole, toByteArray());
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    FileStatus status = getFileStatus(from);
    if (status.isDirectory()) {
      throw new IOException(from + ": a directory can't be renamed at once");
    }
    change();
    return super.rename(from, to);
  }

  /** The folder, under the store's name. */
  private static final class Local extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return NAME;
    }

    @Override
    public FileStatus[] listStatus(Path directory) throws IOException {
      return Arrays.stream(super.listStatus(directory))
          .map(Local::withoutOwner)
          .toArray(FileStatus[]::new);
    }

    /** Hadoop would ask the disk for it, by the store's name. */
    private static FileStatus withoutOwner(FileStatus of) {
      return new FileStatus(
          of.getLen(),
          of.isDirectory(),
          1,
          of.getBlockSize(),
          of.getModificationTime(),
          of.getPath());
    }
  }
}
