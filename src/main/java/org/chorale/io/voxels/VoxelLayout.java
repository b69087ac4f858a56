package org.chorale.io.voxels;

import java.nio.ByteOrder;

/**
 * How the values of an image lie in its file.
 *
 * @param offset bytes before the first value
 * @param count values in all
 * @param type what one is
 * @param order of its bytes
 * @param slope a stored value s stands for {@code slope · s + inter}
 * @param inter see {@code slope}
 */
public record VoxelLayout(
    long offset, long count, ElementType type, ByteOrder order, double slope, double inter) {

  /** Bytes up to the end of the last value; the largest long if there are more. */
  long end() {
    long bytes = count > Long.MAX_VALUE / type.bytes() ? Long.MAX_VALUE : count * type.bytes();
    return offset > Long.MAX_VALUE - bytes ? Long.MAX_VALUE : offset + bytes;
  }

  boolean scaled() {
    return slope != 1 || inter != 0;
  }
}
