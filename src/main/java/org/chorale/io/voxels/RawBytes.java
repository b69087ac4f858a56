package org.chorale.io.voxels;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.MessageDigest;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;
import org.chorale.model.InvalidInputException;

/** A file as it lies there, hashed while it is read. */
final class RawBytes implements Closeable {
  private final FSDataInputStream in;
  private final long length;
  private MessageDigest digest;
  private long position;

  private RawBytes(FSDataInputStream in, long length, MessageDigest digest) {
    this.in = in;
    this.length = length;
    this.digest = digest;
  }

  /**
   * @param digest takes in what is read; null for none
   */
  static RawBytes open(Configuration hadoop, Path path, MessageDigest digest) throws IOException {
    FileSystem files = NewFile.fileSystem(hadoop, path);
    FileStatus status;
    try {
      status = files.getFileStatus(path);
    } catch (FileNotFoundException missing) {
      throw new InvalidInputException(
          path + ": no such file; an image was expected here. Correct the path.", missing);
    }
    if (status.isDirectory()) {
      throw new InvalidInputException(
          path + ": is a directory; an image file was expected. Correct the path.");
    }
    return new RawBytes(files.open(path, ImageBytes.BUFFER_BYTES), status.getLen(), digest);
  }

  /** Bytes of the file. */
  long length() {
    return length;
  }

  /** Bytes behind the reading position. */
  long position() {
    return position;
  }

  /** Some of the next bytes, at least one; -1 at the end. */
  int read(byte[] into, int from, int count) throws IOException {
    int read = in.read(into, from, count);
    if (read > 0) {
      position += read;
      if (digest != null) {
        digest.update(into, from, read);
      }
    }
    return read;
  }

  /** Jumps; what is left out is not hashed. */
  void seek(long to) throws IOException {
    in.seek(to);
    position = to;
  }

  void stopHashing() {
    digest = null;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
