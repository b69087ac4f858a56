package org.chorale.job.image;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.image.Grid;
import org.chorale.io.image.ImageReader;
import org.chorale.io.image.Images;
import org.chorale.model.InvalidInputException;

/** A set of the voxels of a grid. Broadcast; a bit per voxel. Immutable. */
final class VoxelMask implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Grid grid;
  private final long[] words;
  private final int count;

  private VoxelMask(Grid grid, long[] words) {
    this.grid = grid;
    this.words = words;
    this.count = Arrays.stream(words).mapToInt(Long::bitCount).sum();
  }

  /**
   * Reads a mask: what is finite and not zero is in.
   *
   * @throws InvalidInputException if it is no 3-D image, or nothing is in
   */
  static VoxelMask read(Configuration conf, Path path) throws IOException {
    try (ImageReader image = Images.open(conf, path)) {
      if (image.volumes() != 1) {
        throw new InvalidInputException(
            "%s: has %d volumes; a mask is one 3-D image".formatted(path, image.volumes()));
      }
      int voxels = image.grid().voxels();
      long[] words = new long[(voxels + Long.SIZE - 1) / Long.SIZE];
      double[] some = new double[VolumeSlice.VOXELS];
      for (int from = 0; from < voxels; from += some.length) {
        int n = Math.min(some.length, voxels - from);
        image.read(some, 0, n);
        for (int v = 0; v < n; v++) {
          if (some[v] != 0 && Double.isFinite(some[v])) {
            words[(from + v) / Long.SIZE] |= 1L << (from + v);
          }
        }
      }
      VoxelMask mask = new VoxelMask(image.grid(), words);
      if (mask.count == 0) {
        throw new InvalidInputException(
            path + ": no voxel is in the mask: all are zero or not finite; give another one");
      }
      return mask;
    }
  }

  /** The voxels that at least so many scans have. */
  static VoxelMask atLeast(Grid grid, int[] scansOfVoxel, int scans) {
    long[] words = new long[(scansOfVoxel.length + Long.SIZE - 1) / Long.SIZE];
    for (int v = 0; v < scansOfVoxel.length; v++) {
      if (scansOfVoxel[v] >= scans) {
        words[v / Long.SIZE] |= 1L << v;
      }
    }
    return new VoxelMask(grid, words);
  }

  /** Where its voxels are. */
  Grid grid() {
    return grid;
  }

  /** Voxels that are in. */
  int count() {
    return count;
  }

  /** Sixty-four voxels, the first as the lowest bit. */
  long word(int index) {
    return words[index];
  }

  boolean contains(int voxel) {
    return (words[voxel / Long.SIZE] & (1L << voxel)) != 0;
  }

  /** How many of some voxels are in. */
  int countOf(long[] bits, int firstWord) {
    int in = 0;
    for (int w = 0; w < bits.length; w++) {
      in += Long.bitCount(bits[w] & words[firstWord + w]);
    }
    return in;
  }
}
