package org.chorale.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the features of a run are cut into blocks, the units of work: runs of consecutive features,
 * none across two sources. Immutable.
 */
public final class Blocks implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Most features of a block: their moments for some covariates stay in a core's cache. */
  private static final int MOST_FEATURES = 4096;

  /** Of the moments and estimates of all sites for a block, which one task holds. */
  private static final long MOST_BYTES = 64L << 20;

  /** Most files of a site in a model: so many tasks solve, however many blocks there are. */
  private static final int MOST_FILES = 32;

  /** Where blocks are few so many share a file, as long as as many tasks solve. */
  private static final int FEW_BLOCKS = 4;

  private static final int FEW_FILES = 8;

  /** Numbers per site and feature beside Czy: n, ȳ, Cyy, γ̂, δ̂, γ*, δ* and a spare. */
  private static final int NUMBERS = 8;

  private final int[] first;
  private final int[] firstOfSource;
  private final int perFile;

  private Blocks(int[] first, int[] firstOfSource, int perFile) {
    this.first = first;
    this.firstOfSource = firstOfSource;
    this.perFile = perFile;
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
    return new Blocks(first, firstOfSource, perFile(first.length - 1));
  }

  /**
   * Blocks of one source, as they were cut before.
   *
   * @param sizes in order
   * @param perFile consecutive blocks that a file holds
   */
  public static Blocks of(int[] sizes, int perFile) {
    int[] first = new int[sizes.length + 1];
    for (int b = 0; b < sizes.length; b++) {
      first[b + 1] = first[b] + sizes[b];
    }
    return new Blocks(first, new int[] {0, sizes.length}, perFile);
  }

  /**
   * The same blocks, of several sources.
   *
   * @param features of every source, in order
   * @return empty if a block would lie in two sources
   */
  public Optional<Blocks> ofSources(int[] features) {
    int[] firsts = new int[features.length + 1];
    int feature = 0;
    for (int f = 0; f < features.length; f++) {
      feature += features[f];
      firsts[f + 1] = Arrays.binarySearch(first, feature);
      if (firsts[f + 1] < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new Blocks(first, firsts, perFile));
  }

  /** Block that holds a feature. */
  public int blockOf(int feature) {
    int block = Arrays.binarySearch(first, feature);
    return block < 0 ? -block - 2 : block;
  }

  /** Features of a block that a task can hold, for that many sites and covariate columns. */
  public static int sizeFor(int sites, int covariates) {
    long bytesPerFeature = (long) Double.BYTES * sites * (NUMBERS + covariates);
    return (int) Math.max(1, Math.min(MOST_FEATURES, MOST_BYTES / bytesPerFeature));
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

  /** Consecutive blocks that one task solves and one file of a site holds. */
  public int perFile() {
    return perFile;
  }

  private static int perFile(int blocks) {
    int few = Math.min(FEW_BLOCKS, (blocks + FEW_FILES - 1) / FEW_FILES);
    return Math.max(few, (blocks + MOST_FILES - 1) / MOST_FILES);
  }

  /** Files of a site: blocks divided by blocks per file. */
  public int fileCount() {
    return (count() + perFile - 1) / perFile;
  }

  /** File that holds a block. */
  public int fileOf(int block) {
    return block / perFile;
  }

  @Override
  public String toString() {
    return "blocks from features " + Arrays.toString(first);
  }
}
