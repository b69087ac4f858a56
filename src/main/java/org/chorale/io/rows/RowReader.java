package org.chorale.io.rows;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;

/** Reads a part of a row store from top to bottom. For one thread. */
public final class RowReader implements Closeable {
  private static final int CHUNK_BYTES = 1 << 21;

  private final FSDataInputStream in;
  private final Path path;
  private final int valueBytes;
  private final int carriedCount;
  private ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private int row;
  private int blob;

  RowReader(Configuration conf, Path path, int featureCount, int carriedCount) throws IOException {
    this.in = NewFile.fileSystem(conf, path).open(path);
    this.path = path;
    this.valueBytes = Math.multiplyExact(8, featureCount);
    this.carriedCount = carriedCount;
    chunk.limit(0);
  }

  /** Moves to the next row; false at the end. */
  public boolean next() throws IOException {
    if (!require(1)) {
      return false;
    }
    expect(valueBytes + 4);
    blob = chunk.getInt(chunk.position() + valueBytes);
    expect(valueBytes + 4 + blob);
    row = chunk.position();
    chunk.position(row + valueBytes + 4 + blob);
    return true;
  }

  /** Copies the row's F values to {@code into[offset]} and on. */
  public void values(double[] into, int offset) {
    values(0, valueBytes / 8, into, offset);
  }

  /** Copies {@code count} of the row's values from {@code first} on. */
  public void values(int first, int count, double[] into, int offset) {
    chunk
        .slice(row + 8 * first, 8 * count)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .get(into, offset, count);
  }

  /** The row's carried cells, null if missing; the caller's to keep. */
  public byte[][] carried() {
    ByteBuffer bytes = chunk.slice(row + valueBytes + 4, blob).order(ByteOrder.LITTLE_ENDIAN);
    return cells(bytes, carriedCount);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  static byte[][] cells(ByteBuffer blob, int count) {
    byte[][] cells = new byte[count][];
    for (int c = 0; c < count; c++) {
      int length = blob.getInt();
      if (length >= 0) {
        cells[c] = new byte[length];
        blob.get(cells[c]);
      }
    }
    return cells;
  }

  private void expect(int bytes) throws IOException {
    if (!require(bytes)) {
      throw new EOFException(path + " ends within a row");
    }
  }

  /** Sees to it that so many bytes lie in the chunk from its position on. */
  private boolean require(int bytes) throws IOException {
    if (chunk.remaining() >= bytes) {
      return true;
    }
    if (chunk.capacity() < bytes) {
      chunk = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN).put(chunk);
    } else {
      chunk.compact();
    }
    int read = 0;
    while (read >= 0 && chunk.hasRemaining()) {
      read = in.read(chunk.array(), chunk.position(), chunk.remaining());
      chunk.position(chunk.position() + Math.max(read, 0));
    }
    chunk.flip();
    return chunk.remaining() >= bytes;
  }
}
