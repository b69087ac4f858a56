package org.chorale.job.diagnose;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.chorale.model.Blocks;

/**
 * Some features of a block that a task holds in all scans at once. How features are cut into units
 * and units into tasks depends on the numbers of features and scans alone.
 */
final class FeatureUnit implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Values of a unit; a task holds five arrays of as many. */
  private static final long MOST_VALUES = 1 << 21;

  /** Every task sends projections of all scans: this many numbers in all. */
  private static final long MOST_SENT = 1 << 26;

  private static final int MOST_TASKS = 64;
  private static final int FEWEST_TASKS = 16;

  private final int block;
  private final int first;
  private final int count;

  private FeatureUnit(int block, int first, int count) {
    this.block = block;
    this.first = first;
    this.count = count;
  }

  /**
   * The units of every task.
   *
   * @param columns of the projection of a scan
   */
  static List<List<FeatureUnit>> tasks(Blocks blocks, long scans, int columns) {
    List<FeatureUnit> units = new ArrayList<>();
    for (int b = 0; b < blocks.count(); b++) {
      int size = blocks.size(b);
      int most = (int) Math.max(1, Math.min(size, MOST_VALUES / Math.max(1, scans)));
      int pieces = (size + most - 1) / most;
      for (int piece = 0; piece < pieces; piece++) {
        int first = (int) ((long) size * piece / pieces);
        int end = (int) ((long) size * (piece + 1) / pieces);
        units.add(new FeatureUnit(b, first, end - first));
      }
    }
    List<List<FeatureUnit>> tasks = new ArrayList<>();
    long fitting = Math.max(FEWEST_TASKS, MOST_SENT / Math.max(1, scans * columns));
    int taskCount = (int) Math.min(Math.min(MOST_TASKS, fitting), units.size());
    for (int t = 0; t < taskCount; t++) {
      int from = (int) ((long) units.size() * t / taskCount);
      int to = (int) ((long) units.size() * (t + 1) / taskCount);
      tasks.add(new ArrayList<>(units.subList(from, to)));
    }
    return tasks;
  }

  int block() {
    return block;
  }

  /** First feature, within the block. */
  int first() {
    return first;
  }

  int count() {
    return count;
  }
}
