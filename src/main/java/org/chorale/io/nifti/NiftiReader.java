package org.chorale.io.nifti;

import static org.chorale.io.nifti.HeaderChecks.refused;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.voxels.ImageBytes;
import org.chorale.io.voxels.VoxelReader;
import org.chorale.model.InvalidInputException;

/**
 * Reads a NIfTI image from front to back: x fastest, then y, z, volume. Memory: some 300 KiB,
 * whatever the image's size. For one thread.
 */
public final class NiftiReader implements Closeable {
  private final NiftiHeader header;
  private final VoxelReader voxels;

  private NiftiReader(NiftiHeader header, VoxelReader voxels) {
    this.header = header;
    this.voxels = voxels;
  }

  /**
   * Opens an image and reads its header.
   *
   * @param path of {@code .nii}, or of either file of a pair; with {@code .gz} if compressed
   * @throws InvalidInputException if there is no such image, its header is damaged or of a kind
   *     that isn't read here (see {@link NiftiHeader#parse}), or the file is shorter than its
   *     header states
   * @throws IOException if it can't be read
   */
  public static NiftiReader open(Configuration hadoop, Path path) throws IOException {
    Path headerPath = NiftiPair.header(hadoop, path);
    ImageBytes bytes = ImageBytes.open(hadoop, headerPath);
    try {
      NiftiHeader header = NiftiHeader.parse(headerBytes(bytes), bytes.name());
      checkName(header, headerPath);
      if (!header.isSingleFile()) {
        bytes = bytes.thenOpen(hadoop, NiftiPair.values(hadoop, headerPath));
      }
      return new NiftiReader(header, new VoxelReader(bytes, header.layout()));
    } catch (IOException | RuntimeException refused) {
      bytes.close();
      throw refused;
    }
  }

  /** As many as the version has that the first ones tell, or all there are. */
  private static byte[] headerBytes(ImageBytes bytes) throws IOException {
    byte[] head = new byte[RawHeader.SIZE_2];
    int read = bytes.read(head, 0, RawHeader.SIZE_1);
    if (read == RawHeader.SIZE_1) {
      RawHeader raw = RawHeader.of(head);
      if (raw != null && raw.version() == 2) {
        read += bytes.read(head, read, RawHeader.SIZE_2 - read);
      }
    }
    return Arrays.copyOf(head, read);
  }

  private static void checkName(NiftiHeader header, Path path) {
    boolean pair = NiftiPair.isPart(path);
    if (pair && header.isSingleFile()) {
      throw refused(
          path.toString(),
          "its header says that the values follow in the same file, its name that they are in an .img. Let its name end in .nii.");
    }
    if (!pair && !header.isSingleFile()) {
      throw refused(
          path.toString(),
          "its header says that the values are in an .img beside it. Let its name end in .hdr, or convert it to one file.");
    }
  }

  public NiftiHeader header() {
    return header;
  }

  /**
   * The next values in the order of the file, scaled. The last of a compressed file are given only
   * if its checksums match.
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
   * SHA-256 of the file as it lies there, of a pair of header file and values one after the other,
   * in hexadecimal. Reads what follows the values.
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
