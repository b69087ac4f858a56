package org.chorale.job.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.chorale.io.matrix.Element;

/**
 * What is kept of a run of voxels of one volume: which are finite and not zero, with their values
 * as the matrix stores them, and which are NaN or infinite. So small that a stream of them, of
 * which Java's serialization remembers the last hundred, stays small too. Immutable; travels.
 */
final class VolumeSlice implements Scanned {
  private static final long serialVersionUID = 1L;

  /** Voxels of a slice; the last of a volume may have fewer. */
  static final int VOXELS = 1 << 16;

  private final int scan;
  private final int firstWord;
  private final long[] filled;
  private final long[] missing;
  private final byte[] values;

  private VolumeSlice(int scan, int firstWord, long[] filled, long[] missing, byte[] values) {
    this.scan = scan;
    this.firstWord = firstWord;
    this.filled = filled;
    this.missing = missing;
    this.values = values;
  }

  /**
   * Keeps what matters.
   *
   * @param from first voxel, a multiple of {@link #VOXELS}
   * @param voxels overwritten
   * @param mask outside which nothing is kept; null: all is
   */
  static VolumeSlice of(
      int scan, int from, double[] voxels, int count, Element element, VoxelMask mask) {
    long[] filled = new long[(count + Long.SIZE - 1) / Long.SIZE];
    long[] missing = null;
    int firstWord = from / Long.SIZE;
    int kept = 0;
    for (int w = 0; w < filled.length; w++) {
      long in = mask == null ? -1L : mask.word(firstWord + w);
      long bits = 0;
      int end = Math.min(count, (w + 1) * Long.SIZE);
      for (int v = w * Long.SIZE; in != 0 && v < end; v++) {
        double value = voxels[v];
        long bit = 1L << v;
        if (value == 0 || (in & bit) == 0) {
          continue;
        }
        if (isFinite(value, element)) {
          bits |= bit;
          // Never ahead of v: the voxels that were read make room for those that are kept.
          voxels[kept++] = value;
        } else {
          missing = missing == null ? new long[filled.length] : missing;
          missing[w] |= bit;
        }
      }
      filled[w] = bits;
    }
    byte[] values = new byte[kept * element.bytes()];
    element.encode(voxels, 0, kept, ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN));
    return new VolumeSlice(scan, firstWord, filled, missing, values);
  }

  /** What a float can't hold is as good as infinite. */
  private static boolean isFinite(double value, Element element) {
    return element == Element.FLOAT32 ? Float.isFinite((float) value) : Double.isFinite(value);
  }

  int scan() {
    return scan;
  }

  /** Voxels that are filled. */
  int filledCount() {
    return Arrays.stream(filled).mapToInt(Long::bitCount).sum();
  }

  /** Voxels of a mask that are filled. */
  int filledIn(VoxelMask mask) {
    return mask.countOf(filled, firstWord);
  }

  /** Voxels of a mask that are missing. */
  int missingIn(VoxelMask mask) {
    return missing == null ? 0 : mask.countOf(missing, firstWord);
  }

  /** Adds 1 for every voxel that is filled. */
  void count(int[] scansOfVoxel) {
    for (int w = 0; w < filled.length; w++) {
      int first = (firstWord + w) * Long.SIZE;
      for (long bits = filled[w]; bits != 0; bits &= bits - 1) {
        scansOfVoxel[first + Long.numberOfTrailingZeros(bits)]++;
      }
    }
  }

  /**
   * Puts the values of the voxels of a mask one after the other, NaN where they are missing.
   *
   * @param scratch room for the values of a slice
   * @return one past the last that was put
   */
  int values(VoxelMask mask, Element element, double[] scratch, double[] into, int from) {
    int count = values.length / element.bytes();
    element.decode(ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN), scratch, 0, count);
    int next = from;
    int value = 0;
    for (int w = 0; w < filled.length; w++) {
      long in = mask.word(firstWord + w);
      long gone = missing == null ? 0 : missing[w];
      for (long bits = filled[w] | in; bits != 0; bits &= bits - 1) {
        long bit = Long.lowestOneBit(bits);
        double here = (filled[w] & bit) != 0 ? scratch[value++] : 0;
        if ((in & bit) != 0) {
          into[next++] = (gone & bit) != 0 ? Double.NaN : here;
        }
      }
    }
    return next;
  }
}
