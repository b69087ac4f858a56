package org.chorale.io.image;

import java.io.Closeable;
import java.io.IOException;
import org.chorale.io.nifti.NiftiHeader;
import org.chorale.model.InvalidInputException;

/**
 * Reads an image from front to back: x fastest, then y, z, volume. Holds a buffer, never a volume.
 * For one thread.
 */
public interface ImageReader extends Closeable {
  /** Where the voxels are, the same for all volumes. */
  Grid grid();

  /** 3-D images on the grid, at least 1. */
  int volumes();

  /**
   * Whether float32 would lose digits of the stored values: of float64 and of integers with more
   * than 16 bits. A scaling by the header doesn't count: it adds no digits to those stored.
   */
  boolean isFloat64();

  /** Header of a 3-D NIfTI image of float32 on this grid. */
  NiftiHeader like();

  /**
   * The next values, scaled as the header says. The last of a compressed file are given only if its
   * checksums match.
   *
   * @param into value i goes to {@code into[from + i]}
   * @throws InvalidInputException if the file ends early or is damaged
   * @throws IllegalArgumentException if fewer values are left
   */
  void read(double[] into, int from, int count) throws IOException;

  /**
   * Leaves out the next volumes: by a jump, or in a compressed file by decompressing them. There is
   * no {@link #sha256} from then on, which makes reading faster even if n is 0.
   *
   * @throws IllegalArgumentException if fewer are left
   */
  void skipVolumes(int n) throws IOException;

  /**
   * SHA-256 of the file as it lies there, of a pair of header file and values one after the other,
   * in hexadecimal. Reads what follows the values.
   *
   * @throws IllegalStateException if values are left, or were skipped
   */
  String sha256() throws IOException;
}
