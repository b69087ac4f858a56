package org.chorale.io.nifti;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;

/**
 * Writes a 3-D image of float32 from front to back: a single file, little-endian, NIfTI-1 unless a
 * length needs NIfTI-2. Equal images give equal bytes. Memory: some 300 KiB. For one thread.
 */
public final class NiftiWriter implements Closeable {
  private static final int BUFFER_BYTES = 1 << 18;

  private final String name;
  private final int voxels;
  private final OutputStream out;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private int written;
  private boolean failed;
  private boolean closed;

  private NiftiWriter(String name, int voxels, OutputStream out) {
    this.name = name;
    this.voxels = voxels;
    this.out = out;
  }

  /**
   * Creates a file and writes its header.
   *
   * @param path compressed if it ends in {@code .gz}
   * @param header of the image or of one like it: what is written is its {@link
   *     NiftiHeader#float32Volume}
   * @throws IOException if the file exists or can't be created
   */
  public static NiftiWriter create(Configuration hadoop, Path path, NiftiHeader header)
      throws IOException {
    NiftiHeader own = header.float32Volume();
    OutputStream file = NewFile.create(hadoop, path);
    try {
      boolean compressed = path.getName().toLowerCase(Locale.ROOT).endsWith(".gz");
      OutputStream out = compressed ? new FastGzip(file) : file;
      out.write(own.bytes());
      out.write(new byte[RawHeader.EXTENSION_FLAG]);
      return new NiftiWriter(path.toString(), own.voxels(), out);
    } catch (IOException | RuntimeException failure) {
      file.close();
      throw failure;
    }
  }

  /**
   * Writes the next values, x fastest.
   *
   * @throws IllegalArgumentException if the image has no room for them
   */
  public void write(float[] values, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, values.length);
    if (count > voxels - written) {
      throw new IllegalArgumentException(
          "%s: %d values given, the image has room for %d more"
              .formatted(name, count, voxels - written));
    }
    failed = true;
    int room = BUFFER_BYTES / Float.BYTES;
    for (int done = 0; done < count; done += room) {
      int n = Math.min(room, count - done);
      buffer.asFloatBuffer().put(values, from + done, n);
      out.write(buffer.array(), 0, n * Float.BYTES);
    }
    failed = false;
    written += count;
  }

  /**
   * Completes the file.
   *
   * @throws IllegalStateException if values are missing; what is there then is no whole image
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (!failed && written == voxels) {
      out.close();
      return;
    }
    if (out instanceof FastGzip gzip) {
      gzip.abandon();
    } else {
      out.close();
    }
    if (!failed) {
      throw new IllegalStateException(
          "%s: closed after %d of its %d values".formatted(name, written, voxels));
    }
  }
}
