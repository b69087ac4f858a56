package org.chorale.job;

import java.util.List;

/**
 * The features of a run, as a person is told of them.
 *
 * @param count V
 * @param noun what they are, as in {@code voxels}; null for columns of a table
 * @param shown names: all of them if they are few, else the first two and the last
 */
public record Features(int count, String noun, List<String> shown) {
  private static final int FEW = 2;

  /** Copies the list. */
  public Features {
    shown = List.copyOf(shown);
  }

  static Features columns(List<String> names) {
    int count = names.size();
    return new Features(
        count,
        null,
        count <= FEW ? names : List.of(names.get(0), names.get(1), names.get(count - 1)));
  }
}
