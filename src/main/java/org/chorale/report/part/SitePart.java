package org.chorale.report.part;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chorale.model.diagnosis.SiteDiagnosis;
import org.chorale.report.words.Names;
import org.chorale.report.words.Numbers;

/**
 * The table of sites.
 *
 * @param rows one for each
 * @param grades how many have which grade, in words
 * @param lookAt sites that are not green, by name
 * @param harmonised whether there are estimates to show
 * @param many whether the table is long enough to scroll by itself
 */
public record SitePart(
    List<Row> rows, String grades, String lookAt, boolean harmonised, boolean many) {
  private static final int MANY = 25;
  private static final int NAMED = 12;

  /**
   * One site.
   *
   * @param gamma mean |γ*|
   * @param delta range of δ*
   */
  public record Row(
      String label,
      String scans,
      String method,
      Grade grade,
      String reasons,
      String profile,
      String gamma,
      String delta) {}

  /** Of all sites. */
  public static SitePart of(List<SiteDiagnosis> sites) {
    List<String> notGreen =
        sites.stream()
            .filter(site -> Grade.of(site.grade()) != Grade.GREEN)
            .map(SiteDiagnosis::label)
            .toList();
    return new SitePart(
        sites.stream().map(SitePart::row).toList(),
        grades(sites),
        notGreen.isEmpty() ? null : Names.some(notGreen, NAMED),
        sites.stream().anyMatch(site -> !Double.isNaN(site.meanAbsGammaStar())),
        sites.size() > MANY);
  }

  private static Row row(SiteDiagnosis site) {
    return new Row(
        site.label(),
        Numbers.count(site.scans()),
        site.method(),
        Grade.of(site.grade()),
        String.join("; ", site.reasons()),
        String.join("; ", site.profile()),
        Numbers.number(site.meanAbsGammaStar()),
        Double.isNaN(site.minDeltaStar())
            ? Numbers.NONE
            : Numbers.number(site.minDeltaStar()) + " – " + Numbers.number(site.maxDeltaStar()));
  }

  private static String grades(List<SiteDiagnosis> sites) {
    return Stream.of(Grade.values())
        .map(
            grade -> {
              long count = sites.stream().filter(site -> Grade.of(site.grade()) == grade).count();
              return count == 0 ? "" : Numbers.count(count) + " " + grade.word;
            })
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
