package org.chorale.report.part;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chorale.report.words.Numbers;

/** Pairs of site and feature that were not harmonised as the site's method says. */
public record StatusRow(String status, String count, String share, String meaning) {
  private static final Set<String> USUAL = Set.of("harmonised", "as-site");

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("missing-at-site", "no value at this site; harmonised at the others"),
          Map.entry("one-value-at-site", "one value at this site: shifted, not scaled"),
          Map.entry(
              "no-residual-at-site",
              "covariates explain the values at this site entirely: shifted, not scaled"),
          Map.entry(
              "no-robust-scale-at-site",
              "more than half of the residuals at this site are equal: scaled by the variance"),
          Map.entry("constant", "the same value in every scan: left as it was"),
          Map.entry("constant-feature", "the same value in every scan: left as it was"),
          Map.entry(
              "constant-within-a-site",
              "the same value in all scans of some site: left as it was at every site"),
          Map.entry("never-observed", "no value in any scan"),
          Map.entry("observed-at-one-site", "values at one site only: nothing to harmonise with"),
          Map.entry(
              "confounded-where-observed",
              "the scans that have it do not determine the effects of covariates: left as it was"),
          Map.entry("no-residual", "site and covariates explain it entirely: left as it was"),
          Map.entry("overflow", "values beyond 1e150: left as it was"),
          Map.entry(
              "unusable-at-reference",
              "no value, or no residual variance, at the reference site: left as it was"),
          Map.entry("passed-through-by-model", "the model left it as it was, and so did this run"),
          Map.entry("reference", "scans of the reference site are copied"),
          Map.entry("excluded", "the site was excluded"));

  /** All statuses but the usual one, the most frequent first. */
  public static List<StatusRow> of(Map<String, Long> statuses) {
    double all = statuses.values().stream().mapToLong(Long::longValue).sum();
    return statuses.entrySet().stream()
        .filter(entry -> !USUAL.contains(entry.getKey()) && entry.getValue() > 0)
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(
            entry ->
                new StatusRow(
                    entry.getKey(),
                    Numbers.count(entry.getValue()),
                    Numbers.percent(entry.getValue() / all),
                    MEANINGS.getOrDefault(entry.getKey(), "")))
        .toList();
  }
}
