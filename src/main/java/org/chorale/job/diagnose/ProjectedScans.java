package org.chorale.job.diagnose;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chorale.stats.compare.DistanceSums;

/**
 * What scans are once features are summed into few columns, and sums over features beside: of some
 * features, or of all. N·columns numbers, twice if there are harmonised values. Travels in slices
 * of scans.
 */
final class ProjectedScans implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Numbers of a slice. */
  private static final int SLICE = 1 << 15;

  private final int order;
  private final int from;
  private final double[] before;
  private final double[] after;
  private final DistanceSums distancesBefore;
  private final DistanceSums distancesAfter;

  /**
   * @param order of the task among all
   * @param from first number of the slice
   * @param after null where nothing was harmonised
   */
  ProjectedScans(
      int order,
      int from,
      double[] before,
      double[] after,
      DistanceSums distancesBefore,
      DistanceSums distancesAfter) {
    this.order = order;
    this.from = from;
    this.before = before;
    this.after = after;
    this.distancesBefore = distancesBefore;
    this.distancesAfter = distancesAfter;
  }

  /** The same in slices; sums go with the first. */
  List<ProjectedScans> slices() {
    List<ProjectedScans> slices = new ArrayList<>();
    for (int at = 0; at < before.length; at += SLICE) {
      int end = Math.min(before.length, at + SLICE);
      slices.add(
          new ProjectedScans(
              order,
              at,
              Arrays.copyOfRange(before, at, end),
              after == null ? null : Arrays.copyOfRange(after, at, end),
              at == 0 ? distancesBefore : null,
              at == 0 ? distancesAfter : null));
    }
    return slices;
  }

  /** Which slice it is. */
  int slice() {
    return from / SLICE;
  }

  /** How many slices so many numbers have. */
  static int sliceCount(int numbers) {
    return (numbers + SLICE - 1) / SLICE;
  }

  /** Sum of one slice over all tasks, in their order whatever order they come in. */
  static ProjectedScans sum(Iterable<ProjectedScans> parts) {
    List<ProjectedScans> sorted = new ArrayList<>();
    parts.forEach(sorted::add);
    sorted.sort((a, b) -> Integer.compare(a.order, b.order));
    ProjectedScans sum = sorted.get(0);
    for (ProjectedScans part : sorted.subList(1, sorted.size())) {
      add(part.before, sum.before);
      if (sum.after != null) {
        add(part.after, sum.after);
      }
      if (sum.distancesBefore != null) {
        sum.distancesBefore.merge(part.distancesBefore);
      }
      if (sum.distancesAfter != null) {
        sum.distancesAfter.merge(part.distancesAfter);
      }
    }
    return sum;
  }

  private static void add(double[] numbers, double[] into) {
    for (int at = 0; at < into.length; at++) {
      into[at] += numbers[at];
    }
  }

  /** Puts slices together. */
  static ProjectedScans join(List<ProjectedScans> slices, int numbers) {
    ProjectedScans first = slices.get(0);
    double[] before = new double[numbers];
    double[] after = first.after == null ? null : new double[numbers];
    for (ProjectedScans slice : slices) {
      System.arraycopy(slice.before, 0, before, slice.from, slice.before.length);
      if (after != null) {
        System.arraycopy(slice.after, 0, after, slice.from, slice.after.length);
      }
    }
    ProjectedScans withSums =
        slices.stream().filter(slice -> slice.from == 0).findFirst().orElseThrow();
    return new ProjectedScans(
        0, 0, before, after, withSums.distancesBefore, withSums.distancesAfter);
  }

  /** {@code [place*columns + column]}. */
  double[] before() {
    return before;
  }

  /** The same of harmonised values; null without. */
  double[] after() {
    return after;
  }

  DistanceSums distancesBefore() {
    return distancesBefore;
  }

  /** Null without harmonised values. */
  DistanceSums distancesAfter() {
    return distancesAfter;
  }
}
