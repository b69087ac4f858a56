package org.chorale.model;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How the features of a run are cut into blocks, the units of work: runs of consecutive features,
 * none across two sources. Immutable.
 */
public final class Blocks implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Features of a block: its moments for some covariates stay in a core's cache. */
  public static final int DEFAULT_SIZE = 4096;

  private final int[] first;
  private final int[] firstOfSource;

  private Blocks(int[] first, int[] firstOfSource) {
    this.first = first;
    this.firstOfSource = firstOfSource;
  }

  /**
   * Cuts sources into blocks.
   *
   * @param features of every source, in order
   * @param size most features of a block
   */
  public static Blocks cut(int[] features, int size) {
    int[] firstOfSource = new int[features.length + 1];
    for (int f = 0; f < features.length; f++) {
      firstOfSource[f + 1] = firstOfSource[f] + (features[f] + size - 1) / size;
    }
    int[] first = new int[firstOfSource[features.length] + 1];
    int feature = 0;
    for (int f = 0; f < features.length; f++) {
      for (int b = firstOfSource[f]; b < firstOfSource[f + 1]; b++) {
        first[b] = feature + (b - firstOfSource[f]) * size;
      }
      feature += features[f];
    }
    first[first.length - 1] = feature;
    return new Blocks(first, firstOfSource);
  }

  /** B, all blocks. */
  public int count() {
    return first.length - 1;
  }

  /** V, all features. */
  public int featureCount() {
    return first[first.length - 1];
  }

  /** First feature of a block. */
  public int first(int block) {
    return first[block];
  }

  /** Features of a block. */
  public int size(int block) {
    return first[block + 1] - first[block];
  }

  /** First block of a source; the next source's first is one past its last. */
  public int firstOfSource(int source) {
    return firstOfSource[source];
  }

  @Override
  public String toString() {
    return "blocks from features " + Arrays.toString(first);
  }
}
