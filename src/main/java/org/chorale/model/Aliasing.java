package org.chorale.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.chorale.stats.moments.ScanMoments;
import org.chorale.stats.penalty.Smoothing;
import org.chorale.stats.regression.AliasedColumn;

/**
 * Refuses designs whose covariate effects can't be told apart from site effects or from each other,
 * in the user's words.
 */
final class Aliasing {
  private static final int MOST_SITES_NAMED = 3;

  private final ScanTable scans;
  private final Cohort cohort;
  private final Design design;
  private final double[] z;
  private final String site;

  /**
   * @param site what the user calls a site: the columns that name it
   */
  Aliasing(ScanTable scans, Cohort cohort, Design design, double[] z, String site) {
    this.site = site;
    this.scans = scans;
    this.cohort = cohort;
    this.design = design;
    this.z = z;
  }

  /**
   * Refuses what can't be estimated.
   *
   * @throws InvalidInputException naming every aliased column
   */
  void refuse() {
    Set<String> problems = new LinkedHashSet<>();
    for (Coding coding : design.codings()) {
      String value = onlyValue(coding);
      if (value != null) {
        problems.add(
            "%s is %s for every scan: it has no effect to keep; leave it out"
                .formatted(coding.name(), value));
      }
    }
    int free = cohort.size() - cohort.sites().size() - design.columnCount();
    if (problems.isEmpty() && free < 1) {
      problems.add(
          "%d scans are too few for %d sites and %d covariate columns; leave covariates out or pool sites"
              .formatted(cohort.size(), cohort.sites().size(), design.columnCount()));
    }
    if (problems.isEmpty()) {
      int count = design.columnCount();
      // A penalty holds up columns that scans alone don't determine, never its null space.
      double[] within = design.penalty(name -> Smoothing.reml()).added(scatter(true), count);
      for (AliasedColumn column : AliasedColumn.find(within, scatter(false), count)) {
        describe(column, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("\n", problems));
    }
  }

  /** The value that all scans share, or null. */
  private String onlyValue(Coding coding) {
    String first = null;
    for (int s = 0; s < scans.size(); s++) {
      if (cohort.site(s) == Cohort.OUT) {
        continue;
      }
      String text = scans.text(coding.name(), s);
      first = first == null ? text : first;
      boolean same =
          !(coding instanceof Coding.Categorical)
              ? Coding.Continuous.number(text) == Coding.Continuous.number(first)
              : text.equals(first);
      if (!same) {
        return null;
      }
    }
    return first;
  }

  private void describe(AliasedColumn aliased, Set<String> problems) {
    Coding coding = design.codingOf(aliased.column());
    if (!aliased.partners().isEmpty()) {
      describeDependent(aliased, coding, problems);
    } else if (coding instanceof Coding.Categorical categorical) {
      List<String> levels = new ArrayList<>(List.of(design.levelOf(aliased.column())));
      if (categorical.levels().size() == 2) {
        levels.add(categorical.levels().get(0));
      }
      if (!describeLevels(coding.name(), levels, problems)) {
        problems.add(doesNotVary(coding.name()));
      }
    } else {
      problems.add(doesNotVary(coding.name()));
    }
  }

  private void describeDependent(AliasedColumn aliased, Coding coding, Set<String> problems) {
    boolean ownLevels =
        aliased.partners().stream().allMatch(q -> design.codingOf(q).equals(coding));
    if (ownLevels && coding instanceof Coding.Categorical categorical) {
      // The levels add up to a constant within sites, often because the baseline is a site.
      if (describeLevels(coding.name(), List.of(categorical.levels().get(0)), problems)) {
        return;
      }
    }
    if (ownLevels && coding instanceof SmoothCoding smooth) {
      problems.add(
          "%s varies too little within sites for a smooth of %d columns; lower its k, or declare it with --continuous"
              .formatted(coding.name(), smooth.basis().columns()));
      return;
    }
    List<String> partners = aliased.partners().stream().map(this::named).distinct().toList();
    problems.add(
        "%s is determined by %s within sites: their effects can't be told apart; leave one out"
            .formatted(named(aliased.column()), String.join(", ", partners)));
  }

  /** A column as the user knows it: of a smooth only the covariate. */
  private String named(int column) {
    Coding coding = design.codingOf(column);
    return coding instanceof SmoothCoding ? coding.name() : design.columns().get(column);
  }

  /** Names the sites whose scans are exactly those of a level, where there are few. */
  private boolean describeLevels(String covariate, List<String> levels, Set<String> problems) {
    boolean described = false;
    for (String level : levels) {
      Set<String> sites = sitesOfOnly(covariate, level);
      if (!sites.isEmpty() && sites.size() <= MOST_SITES_NAMED) {
        described = true;
        problems.add(
            "%s=%s and %s=%s are the same scans: the effect of %s can't be told apart from the site effect; leave it out"
                .formatted(covariate, level, site, String.join(" or ", sites), covariate));
      }
    }
    return described;
  }

  /** Sites of a level's scans, or none if such a site has scans of another level. */
  private Set<String> sitesOfOnly(String covariate, String level) {
    Set<String> with = new TreeSet<>();
    Set<String> without = new TreeSet<>();
    for (int s = 0; s < scans.size(); s++) {
      if (cohort.site(s) != Cohort.OUT) {
        boolean has = scans.text(covariate, s).equals(level);
        (has ? with : without).add(cohort.sites().get(cohort.site(s)).label());
      }
    }
    return with.stream().anyMatch(without::contains) ? Set.of() : with;
  }

  private static String doesNotVary(String covariate) {
    return "%s does not vary within any site: its effect can't be told apart from the site effect; leave it out"
        .formatted(covariate);
  }

  /** Scatter of the covariate columns about site means or about the grand mean. */
  private double[] scatter(boolean withinSites) {
    int count = design.columnCount();
    List<ScanMoments> groups = new ArrayList<>();
    cohort.sites().forEach(site -> groups.add(new ScanMoments(count)));
    for (int s = 0; s < scans.size(); s++) {
      if (cohort.site(s) != Cohort.OUT) {
        groups.get(withinSites ? cohort.site(s) : 0).add(z, s * count);
      }
    }
    double[] sum = new double[count * count];
    for (ScanMoments group : groups) {
      for (int p = 0; p < count; p++) {
        for (int q = 0; q < count; q++) {
          sum[p * count + q] += group.czz(p, q);
        }
      }
    }
    return sum;
  }
}
