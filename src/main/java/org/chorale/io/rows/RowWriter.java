package org.chorale.io.rows;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.chorale.io.storage.NewFile;

/**
 * Writes one part of a row store. {@link #publish} makes it visible; closed without, it is gone, as
 * after a failed attempt.
 */
public final class RowWriter implements Closeable {
  private static final int CHUNK_BYTES = 1 << 21;

  private final Configuration conf;
  private final RowPart part;
  private final FSDataOutputStream out;
  private ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long flushed;
  private boolean published;

  RowWriter(Configuration conf, RowPart part) throws IOException {
    this.conf = conf;
    this.part = part;
    // A file under this name is the debris of a task that was killed under the same label.
    NewFile.fileSystem(conf, part.temporary()).delete(part.temporary(), false);
    this.out = NewFile.create(conf, part.temporary());
  }

  /** Offset of the next row in the part. */
  public long offset() {
    return flushed + chunk.position();
  }

  /**
   * Adds a row.
   *
   * @param values F of them from {@code at} on are written; not kept
   * @param carried a cell per carried column, null if missing; not kept
   */
  public void write(double[] values, int at, byte[][] carried) throws IOException {
    long blob = 4L * part.carriedCount();
    for (int c = 0; c < part.carriedCount(); c++) {
      blob += carried[c] == null ? 0 : carried[c].length;
    }
    int valueBytes = Math.multiplyExact(8, part.featureCount());
    require(Math.toIntExact(valueBytes + 4 + blob));
    chunk.asDoubleBuffer().put(values, at, part.featureCount());
    chunk.position(chunk.position() + valueBytes);
    chunk.putInt((int) blob);
    for (int c = 0; c < part.carriedCount(); c++) {
      if (carried[c] == null) {
        chunk.putInt(-1);
      } else {
        chunk.putInt(carried[c].length).put(carried[c]);
      }
    }
  }

  /** Completes the part and gives it its final name, unless another attempt already did. */
  public void publish() throws IOException {
    flush();
    out.close();
    NewFile.publish(conf, part.temporary(), part.path());
    published = true;
  }

  /** Deletes the attempt's file if it was not published. */
  @Override
  public void close() throws IOException {
    if (!published) {
      try (FSDataOutputStream closing = out) {
        closing.flush();
      } finally {
        NewFile.fileSystem(conf, part.temporary()).delete(part.temporary(), false);
      }
    }
  }

  private void require(int bytes) throws IOException {
    if (chunk.remaining() < bytes) {
      flush();
    }
    if (chunk.capacity() < bytes) {
      chunk = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private void flush() throws IOException {
    out.write(chunk.array(), 0, chunk.position());
    flushed += chunk.position();
    chunk.clear();
  }
}
