package org.chorale.io.rows;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;

/** Reads rows of a part by their offset, in any order. For one thread. */
public final class RowLookup implements Closeable {
  private final FSDataInputStream in;
  private final ByteBuffer head;
  private final int carriedCount;
  private byte[][] carried = new byte[0][];

  RowLookup(Configuration conf, Path path, int featureCount, int carriedCount) throws IOException {
    this.in = NewFile.fileSystem(conf, path).open(path);
    this.head =
        ByteBuffer.allocate(Math.addExact(4, Math.multiplyExact(8, featureCount)))
            .order(ByteOrder.LITTLE_ENDIAN);
    this.carriedCount = carriedCount;
  }

  /**
   * Reads the row that begins at an offset; see {@link RowWriter#offset}.
   *
   * @param into gets the row's F values from {@code at} on
   */
  public void read(long offset, double[] into, int at) throws IOException {
    in.readFully(offset, head.array());
    int values = head.capacity() - 4;
    head.clear();
    head.asDoubleBuffer().get(into, at, values / 8);
    byte[] blob = new byte[head.getInt(values)];
    in.readFully(offset + head.capacity(), blob);
    carried = RowReader.cells(ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN), carriedCount);
  }

  /** Carried cells of the row last read, null if missing; the caller's to keep. */
  public byte[][] carried() {
    return carried;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
