package org.chorale.job.diagnose;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Columns of a heat map: every feature one where they are few, sorted by hemisphere where names
 * tell it, else runs of features in their order. Immutable; travels.
 */
final class FeatureGroups implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Columns that a page can show. */
  static final int MOST = 120;

  /** Cells that a browser draws in about a second. */
  private static final int MOST_CELLS = 10_000;

  private static final int FEWEST = 24;

  private final int featureCount;
  private final int count;
  private final int[] columnOf;

  private FeatureGroups(int featureCount, int count, int[] columnOf) {
    this.featureCount = featureCount;
    this.count = count;
    this.columnOf = columnOf;
  }

  /** Whether there are few enough features for names to be looked at. */
  static boolean areFew(int featureCount) {
    return featureCount <= MOST;
  }

  /** Runs of many features, fewer the more sites there are. */
  static FeatureGroups runs(int featureCount, int siteCount) {
    int most = Math.max(FEWEST, Math.min(MOST, MOST_CELLS / siteCount));
    return new FeatureGroups(featureCount, Math.min(most, featureCount), null);
  }

  /** A column each, left hemisphere first. */
  static FeatureGroups each(List<String> names) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, names.size()).boxed().toList());
    order.sort(Comparator.comparingInt(v -> hemisphere(names.get(v))));
    int[] columnOf = new int[names.size()];
    for (int column = 0; column < columnOf.length; column++) {
      columnOf[order.get(column)] = column;
    }
    return new FeatureGroups(columnOf.length, columnOf.length, columnOf);
  }

  private static int hemisphere(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.matches("(l|lh|left)[_. -].*|.*[_. -](l|lh|left)")) {
      return 0;
    }
    return lower.matches("(r|rh|right)[_. -].*|.*[_. -](r|rh|right)") ? 1 : 2;
  }

  int count() {
    return count;
  }

  /** Features of the largest group. */
  int mostFeatures() {
    return (featureCount + count - 1) / count;
  }

  /** Group of a feature. */
  int of(int feature) {
    return columnOf == null ? (int) ((long) feature * count / featureCount) : columnOf[feature];
  }

  /** First feature of every group. */
  int[] firsts() {
    int[] firsts = new int[count];
    for (int v = featureCount - 1; v >= 0; v--) {
      firsts[of(v)] = v;
    }
    return firsts;
  }
}
