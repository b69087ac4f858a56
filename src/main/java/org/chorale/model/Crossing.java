package org.chorale.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the batch variables of a run cross, which tells whether they can be harmonised as one joint
 * site or better one after the other.
 */
final class Crossing {
  /** Scans that a site should have for its scale to be worth estimating. */
  private static final int FEW_SCANS = 10;

  private final List<String> names;
  private final Map<List<String>, Integer> cells = new HashMap<>();

  /**
   * Of the scans that take part.
   *
   * @param variables columns of each batch variable, or of each part of a joint site
   */
  Crossing(Cohort cohort, ScanTable scans, List<List<String>> variables) {
    this.names = variables.stream().map(columns -> String.join("+", columns)).toList();
    for (int s = 0; s < scans.size(); s++) {
      if (cohort.site(s) != Cohort.OUT) {
        int scan = s;
        List<String> cell =
            variables.stream().map(columns -> SiteLabels.of(scans, columns, scan)).toList();
        cells.merge(cell, 1, Integer::sum);
      }
    }
  }

  /**
   * What a joint site would have, as a sentence about variables that are harmonised in sequence.
   */
  String ofSequence() {
    Optional<String> inside = nested();
    if (inside.isPresent()) {
      return inside.get();
    }
    return few() == 0
        ? "%s; a joint site (--site '%s') is viable too and removes what is particular to a combination"
            .formatted(sizes(), String.join("+", names))
        : "%s; a joint site would be small there, one after the other is the safer choice"
            .formatted(sizes());
  }

  /** The same about variables that make a joint site; empty if nothing speaks against it. */
  Optional<String> ofJointSite() {
    if (names.size() < 2 || few() == 0) {
      return Optional.empty();
    }
    Optional<String> inside = nested();
    return inside.isPresent()
        ? inside
        : Optional.of(
            "%s; one after the other needs fewer scans: --site '%s' --then '%s'"
                .formatted(
                    sizes(),
                    names.get(0),
                    String.join("' --then '", names.subList(1, names.size()))));
  }

  private long few() {
    return cells.values().stream().filter(scans -> scans < FEW_SCANS).count();
  }

  private String sizes() {
    int least = cells.values().stream().mapToInt(n -> n).min().orElse(0);
    int most = cells.values().stream().mapToInt(n -> n).max().orElse(0);
    return "'%s' cross in %d combinations of %d to %d scans, %s fewer than %d"
        .formatted(
            String.join("' and '", names),
            cells.size(),
            least,
            most,
            few() == 0 ? "none with" : few() + " with",
            FEW_SCANS);
  }

  /** Whether one variable tells another, as a sentence. */
  private Optional<String> nested() {
    for (int inner = 0; inner < names.size(); inner++) {
      for (int outer = 0; outer < names.size(); outer++) {
        if (inner != outer && isNested(inner, outer)) {
          return Optional.of(
              "every '%s' is of one '%s' only: removing '%1$s' alone removes both"
                  .formatted(names.get(inner), names.get(outer)));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isNested(int inner, int outer) {
    Set<String> labels = new HashSet<>();
    Set<List<String>> pairs = new HashSet<>();
    for (List<String> cell : cells.keySet()) {
      labels.add(cell.get(inner));
      pairs.add(List.of(cell.get(inner), cell.get(outer)));
    }
    return labels.size() == pairs.size();
  }
}
