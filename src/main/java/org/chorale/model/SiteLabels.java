package org.chorale.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The site of every scan, as the columns that make it up tell: joint ones joined by {@code +}. */
public final class SiteLabels {
  private SiteLabels() {}

  /** Label of a scan's site, or null if a column is missing. */
  static String of(ScanTable scans, List<String> siteColumns, int scan) {
    List<String> parts = new ArrayList<>();
    for (String column : siteColumns) {
      String part = scans.text(column, scan);
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    return join(parts);
  }

  /** The label of a site that several columns name together, or one alone. */
  public static String join(List<String> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    return String.join("+", parts.stream().map(part -> NameList.quoteIfNeeded(part, '+')).toList());
  }

  /**
   * Labels of all scans.
   *
   * @throws InvalidInputException if one has no site
   */
  public static List<String> all(ScanTable scans, List<String> siteColumns) {
    List<String> labels = new ArrayList<>();
    Map<String, List<String>> without = new LinkedHashMap<>();
    for (int s = 0; s < scans.size(); s++) {
      String label = of(scans, siteColumns, s);
      labels.add(label);
      if (label == null) {
        int scan = s;
        String column =
            siteColumns.stream().filter(c -> scans.text(c, scan) == null).findFirst().orElseThrow();
        without.computeIfAbsent(scans.where(column, s), c -> new ArrayList<>()).add(scans.id(s));
      }
    }
    if (!without.isEmpty()) {
      List<String> ids = without.values().stream().flatMap(List::stream).toList();
      throw new InvalidInputException(
          "%s: %s without a site: %s; fill it in, or leave them out of the scan table"
              .formatted(
                  without.keySet().iterator().next(),
                  ScanTable.counted(ids.size(), "scan"),
                  ScanTable.firstOf(ids)));
    }
    return labels;
  }
}
