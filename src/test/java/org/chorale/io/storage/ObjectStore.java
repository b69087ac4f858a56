package org.chorale.io.storage;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A local folder as {@code store:///...}: a store that can't rename directories at once. */
public final class ObjectStore extends FilterFileSystem {
  private static final URI NAME = URI.create("store:///");

  /** One for Hadoop to make. */
  public ObjectStore() {
    super(new Local());
  }

  /** Makes the name known. */
  public static void register(Configuration conf) {
    conf.setClass("fs.store.impl", ObjectStore.class, FileSystem.class);
  }

  @Override
  public String getScheme() {
    return NAME.getScheme();
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(NAME, conf);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    FileStatus status = getFileStatus(from);
    if (status.isDirectory()) {
      throw new IOException(from + ": a directory can't be renamed at once");
    }
    return super.rename(from, to);
  }

  /** The folder, under the store's name. */
  private static final class Local extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return NAME;
    }
  }
}
