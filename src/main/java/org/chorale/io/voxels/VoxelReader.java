package org.chorale.io.voxels;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.chorale.model.InvalidInputException;

/**
 * Reads the values of an image in the order of the file, as doubles. Memory: a buffer of 256 KiB,
 * whatever the image's size. For one thread.
 */
public final class VoxelReader implements Closeable {
  private final ImageBytes bytes;
  private final VoxelLayout layout;
  private final byte[] buffer = new byte[ImageBytes.BUFFER_BYTES];
  private long left;
  private boolean begun;

  /**
   * @param bytes closed with this reader
   * @throws InvalidInputException if the file is too short for the layout. Of a compressed file
   *     only the impossible is refused here, the rest once its end is reached.
   */
  public VoxelReader(ImageBytes bytes, VoxelLayout layout) {
    if (layout.offset() < bytes.position()) {
      throw new IllegalArgumentException("values begin before the reading position");
    }
    this.bytes = bytes;
    this.layout = layout;
    this.left = layout.count();
    if (!bytes.mayHold(layout.end())) {
      throw new InvalidInputException(
          "%s: has %d%s bytes, too few for the %d bytes that its header states (%d values of type %s after %d bytes). Copy or convert the file again."
              .formatted(
                  bytes.name(),
                  bytes.fileLength(),
                  bytes.compressed() ? " compressed" : "",
                  layout.end(),
                  layout.count(),
                  layout.type(),
                  layout.offset()));
    }
  }

  /**
   * The next values, scaled. With the last one a compressed file is read to its end and its
   * checksums are compared.
   *
   * @param into value i goes to {@code into[from + i]}
   * @throws InvalidInputException if the file ends early or is damaged
   * @throws IllegalArgumentException if fewer values are left
   */
  public void read(double[] into, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, into.length);
    checkLeft(count);
    begin();
    int size = layout.type().bytes();
    int room = buffer.length / size;
    for (int done = 0; done < count; ) {
      int n = Math.min(room, count - done);
      int read = bytes.read(buffer, 0, n * size);
      if (read < n * size) {
        throw tooShort(read / size);
      }
      ByteBuffer values = ByteBuffer.wrap(buffer).order(layout.order());
      Elements.decode(layout.type(), values, into, from + done, n);
      if (layout.scaled()) {
        scale(into, from + done, n);
      }
      done += n;
      took(n);
    }
  }

  /**
   * Leaves values out: by a jump, or in a compressed file by decompressing them. There is no hash
   * of the file from then on, even if {@code count} is 0.
   *
   * @throws InvalidInputException if the file ends early or is damaged
   * @throws IllegalArgumentException if fewer values are left
   */
  public void skip(long count) throws IOException {
    checkLeft(count);
    bytes.stopHashing();
    begin();
    int size = layout.type().bytes();
    long skipped = bytes.skip(count * size);
    if (skipped < count * size) {
      throw tooShort(skipped / size);
    }
    took(count);
  }

  /**
   * SHA-256 of the file as it lies there, or of the image's two files one after the other, in
   * hexadecimal. Reads what follows the values.
   *
   * @throws IllegalStateException if values are left, or were skipped
   */
  public String sha256() throws IOException {
    if (left > 0) {
      throw new IllegalStateException(left + " values of " + bytes.name() + " are not read yet");
    }
    return bytes.sha256();
  }

  private void begin() throws IOException {
    if (begun) {
      return;
    }
    begun = true;
    long gap = layout.offset() - bytes.position();
    if (bytes.skip(gap) < gap) {
      throw tooShort(0);
    }
  }

  private void took(long count) throws IOException {
    left -= count;
    if (left == 0 && bytes.compressed()) {
      bytes.drain();
    }
  }

  private void scale(double[] values, int from, int count) {
    double slope = layout.slope();
    double inter = layout.inter();
    for (int i = from; i < from + count; i++) {
      values[i] = values[i] * slope + inter;
    }
  }

  private void checkLeft(long count) {
    if (count < 0 || count > left) {
      throw new IllegalArgumentException(
          "%d values of %s wanted, %d are left".formatted(count, bytes.name(), left));
    }
  }

  private InvalidInputException tooShort(long more) {
    return new InvalidInputException(
        "%s: ends after %d of the %d values that its header states. Copy or convert the file again."
            .formatted(bytes.name(), layout.count() - left + more, layout.count()));
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
