package org.chorale.io.mgh;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.voxels.ImageBytes;
import org.chorale.io.voxels.VoxelReader;
import org.chorale.model.InvalidInputException;

/**
 * Reads a FreeSurfer image from front to back: x fastest, then y, z, volume. Memory: some 300 KiB,
 * whatever the image's size. For one thread.
 */
public final class MghReader implements Closeable {
  private final MghHeader header;
  private final VoxelReader voxels;

  private MghReader(MghHeader header, VoxelReader voxels) {
    this.header = header;
    this.voxels = voxels;
  }

  /**
   * Opens an image and reads its header.
   *
   * @param path compressed if it ends in {@code .mgz} or {@code .mgh.gz}
   * @throws InvalidInputException if there is no such image, its header is damaged or of a kind
   *     that isn't read here, or the file is shorter than its header states
   * @throws IOException if it can't be read
   */
  public static MghReader open(Configuration hadoop, Path path) throws IOException {
    ImageBytes bytes = ImageBytes.open(hadoop, path);
    try {
      byte[] head = new byte[MghHeader.SIZE];
      int read = bytes.read(head, 0, head.length);
      MghHeader header = MghHeader.parse(Arrays.copyOf(head, read), bytes.name());
      return new MghReader(header, new VoxelReader(bytes, header.layout()));
    } catch (IOException | RuntimeException refused) {
      bytes.close();
      throw refused;
    }
  }

  public MghHeader header() {
    return header;
  }

  /**
   * The next values in the order of the file. The last of a compressed file are given only if its
   * checksums match.
   *
   * @param into value i goes to {@code into[from + i]}
   * @throws InvalidInputException if the file ends early or is damaged
   * @throws IllegalArgumentException if fewer values are left
   */
  public void read(double[] into, int from, int count) throws IOException {
    voxels.read(into, from, count);
  }

  /**
   * Leaves out the next volumes: by a jump, or in a compressed file by decompressing them. The file
   * has no {@link #sha256} from then on, which makes reading faster even if n is 0.
   *
   * @throws IllegalArgumentException if fewer are left
   */
  public void skipVolumes(int n) throws IOException {
    voxels.skip((long) n * header.voxels());
  }

  /**
   * SHA-256 of the file as it lies there, in hexadecimal. Reads what follows the values.
   *
   * @throws IllegalStateException if values are left, or were skipped
   */
  public String sha256() throws IOException {
    return voxels.sha256();
  }

  @Override
  public void close() throws IOException {
    voxels.close();
  }
}
