package org.chorale.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Which of the scans that are read are meant: those of some sites, those since a date. Immutable.
 *
 * @param sites their labels; none: all
 * @param since ISO 8601 date or date-time, or null; without an offset it is UTC
 * @param column that says when a scan was, or null
 */
public record ScanSelection(List<String> sites, String since, String column) {
  /** All scans. */
  public static final ScanSelection ALL = new ScanSelection(List.of(), null, null);

  /**
   * Checks it.
   *
   * @throws InvalidInputException if date and column are not given together, or it is no date
   */
  public ScanSelection {
    sites = List.copyOf(sites);
    if ((since == null) != (column == null)) {
      throw new InvalidInputException(
          since == null
              ? "--since-column '%s' is given without a date; add --since DATE".formatted(column)
              : "--since %s is given without a column; add --since-column COL".formatted(since));
    }
    if (since != null && date(since) == null) {
      throw new InvalidInputException(
          "--since is '%s', which is no date; write it as 2024-03-31 or 2024-03-31T18:00:00Z"
              .formatted(since));
    }
  }

  /** Whether every scan is meant. */
  public boolean isAll() {
    return sites.isEmpty() && since == null;
  }

  /**
   * Whether a scan is meant.
   *
   * @param siteColumns columns that name the site
   * @throws InvalidInputException if a site is not there, or a cell of the column is no date
   */
  public IntPredicate of(ScanTable scans, List<String> siteColumns) {
    boolean[] meant = new boolean[scans.size()];
    Set<String> present = new HashSet<>();
    List<String> undated = new ArrayList<>();
    LocalDateTime first = since == null ? null : date(since);
    for (int s = 0; s < meant.length; s++) {
      String site = SiteLabels.of(scans, siteColumns, s);
      if (site != null) {
        present.add(site);
      }
      meant[s] = sites.isEmpty() || sites.contains(site);
      if (meant[s] && first != null) {
        String text = scans.text(column, s);
        LocalDateTime when = text == null ? null : date(text);
        if (when == null) {
          undated.add(
              "%s: '%s' of scan %s"
                  .formatted(scans.where(column, s), text == null ? "" : text, scans.id(s)));
        } else {
          meant[s] = !when.isBefore(first);
        }
      }
    }
    for (String site : sites) {
      if (!present.contains(site)) {
        throw new InvalidInputException(
            "--sites: no scan is of site '%s'%s".formatted(site, Nearest.hint(site, present)));
      }
    }
    if (!undated.isEmpty()) {
      throw new InvalidInputException(
          "%s of column '%s' %s no date as 2024-03-31 or 2024-03-31T18:00:00Z: %s"
              .formatted(
                  ScanTable.counted(undated.size(), "cell"),
                  column,
                  undated.size() == 1 ? "is" : "are",
                  ScanTable.firstOf(undated)));
    }
    return s -> meant[s];
  }

  /** In UTC; null if it is none. */
  private static LocalDateTime date(String text) {
    String stripped = text.strip().replace(' ', 'T');
    try {
      if (!stripped.contains("T")) {
        return LocalDate.parse(stripped).atStartOfDay();
      }
      boolean offset = stripped.matches(".*T.*(Z|[+-]\\d\\d:\\d\\d)");
      return offset
          ? OffsetDateTime.parse(stripped).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
          : LocalDateTime.parse(stripped);
    } catch (DateTimeException none) {
      return null;
    }
  }
}
