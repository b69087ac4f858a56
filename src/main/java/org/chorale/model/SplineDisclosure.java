package org.chorale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Splines see intervals: a combination of their columns can be 0 for every scan but those between
 * two neighbouring knots, so that sums of these few are shared with the others.
 */
public final class SplineDisclosure {
  private SplineDisclosure() {}

  /**
   * Refuses sites with few scans between two knots.
   *
   * @param least fewest scans there, unless there is none
   * @throws InvalidInputException naming site, covariate and interval
   */
  public static void refuse(IncomingScans scans, int least) {
    List<String> problems = new ArrayList<>();
    for (Coding coding : scans.design().codings()) {
      if (coding instanceof SmoothCoding smooth) {
        double[] knots = Arrays.stream(smooth.basis().knots()).distinct().toArray();
        counts(scans, coding.name(), knots)
            .forEach(
                (site, counts) -> describe(site, coding.name(), knots, counts, least, problems));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("\n", problems));
    }
  }

  private static Map<String, int[]> counts(IncomingScans scans, String covariate, double[] knots) {
    Map<String, int[]> counts = new TreeMap<>();
    for (int s = 0; s < scans.size(); s++) {
      if (scans.label(s) != null) {
        double x = Coding.Continuous.number(scans.text(covariate, s));
        int interval = 0;
        while (interval < knots.length - 2 && x >= knots[interval + 1]) {
          interval++;
        }
        counts.computeIfAbsent(scans.label(s), site -> new int[knots.length - 1])[interval]++;
      }
    }
    return counts;
  }

  private static void describe(
      String site,
      String covariate,
      double[] knots,
      int[] counts,
      int least,
      List<String> problems) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && counts[i] < least) {
        problems.add(
            "site '%s' has %s with %s between the knots %s and %s; fewer than %d, and the spline tells them from the others: agree on a lower k or other bounds, or leave those scans out"
                .formatted(
                    site,
                    ScanTable.counted(counts[i], "scan"),
                    covariate,
                    knots[i],
                    knots[i + 1],
                    least));
      }
    }
  }
}
