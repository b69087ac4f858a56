package org.chorale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.chorale.stats.moments.ScanMoments;
import org.chorale.stats.moments.Withdrawal;

/**
 * Folds of a study: for each, the study without it. The design, levels, centres and knots, is that
 * of all scans; values of a fold's scans have no part in its model. Immutable.
 */
final class Folds {
  private final Study study;
  private final List<String> labels;
  private final int[] foldOf;

  /**
   * Sorts scans into folds.
   *
   * @throws InvalidInputException if a scan has no fold, there is only one, or a site has scans in
   *     one fold only
   */
  Folds(Study study, String column) {
    this.study = study;
    ScanTable scans = study.scans();
    TreeSet<String> all = new TreeSet<>();
    List<String> without = new ArrayList<>();
    for (int s = 0; s < scans.size(); s++) {
      if (study.cohort().site(s) != Cohort.OUT) {
        String fold = scans.text(column, s);
        if (fold == null) {
          without.add(scans.id(s));
        } else {
          all.add(fold);
        }
      }
    }
    if (!without.isEmpty()) {
      throw new InvalidInputException(
          "fold column '%s' is missing for %s: %s; fill it in"
              .formatted(
                  column, ScanTable.counted(without.size(), "scan"), ScanTable.firstOf(without)));
    }
    if (all.size() < 2) {
      throw new InvalidInputException(
          "fold column '%s' names one fold only, '%s'; at least two are needed"
              .formatted(column, all.first()));
    }
    labels = List.copyOf(all);
    foldOf = new int[scans.size()];
    Arrays.setAll(
        foldOf,
        s ->
            study.cohort().site(s) == Cohort.OUT
                ? Cohort.OUT
                : labels.indexOf(scans.text(column, s)));
    refuseSitesOfOneFold();
    for (int f = 0; f < labels.size(); f++) {
      RankCheck.refuse(
          study.design(),
          scanMoments(f),
          "without fold '%s'".formatted(labels.get(f)),
          "spread the scans otherwise over folds");
    }
  }

  private void refuseSitesOfOneFold() {
    Map<String, String> only = new LinkedHashMap<>();
    int[][] counts = counts();
    for (int i = 0; i < counts.length; i++) {
      int n = study.cohort().sites().get(i).scans();
      for (int f = 0; f < labels.size(); f++) {
        if (counts[i][f] == n) {
          only.put(study.cohort().sites().get(i).label(), labels.get(f));
        }
      }
    }
    if (!only.isEmpty()) {
      List<String> named = new ArrayList<>();
      only.forEach((site, fold) -> named.add("'%s' (fold '%s')".formatted(site, fold)));
      throw new InvalidInputException(
          "all scans of a site are in one fold, and no model without it knows the site: %s; spread its scans over folds, or leave the site out"
              .formatted(ScanTable.firstOf(named)));
    }
  }

  private int[][] counts() {
    int[][] counts = new int[study.cohort().sites().size()][labels.size()];
    for (int s = 0; s < foldOf.length; s++) {
      if (foldOf[s] != Cohort.OUT) {
        counts[study.cohort().site(s)][foldOf[s]]++;
      }
    }
    return counts;
  }

  /** Folds, in order. */
  List<String> labels() {
    return labels;
  }

  /** Fold of a scan, or {@link Cohort#OUT}. */
  int fold(int scan) {
    return foldOf[scan];
  }

  /** The study without a fold. */
  StudyFacts facts(int fold) {
    Specification specification = study.specification();
    int[][] counts = counts();
    List<Site> sites = new ArrayList<>();
    boolean small = false;
    for (int i = 0; i < counts.length; i++) {
      Site site = study.cohort().sites().get(i);
      int n = site.scans() - counts[i][fold];
      small |= n < specification.minScans();
      refuseSmall(specification, site.label(), n, fold);
    }
    SitePolicy policy =
        new SitePolicy(
            specification,
            small && specification.smallSite() == Specification.SmallSite.ALL_MEAN_ONLY);
    for (int i = 0; i < counts.length; i++) {
      Site site = study.cohort().sites().get(i);
      sites.add(policy.site(site.label(), site.scans() - counts[i][fold]));
    }
    return new StudyFacts(specification, study.design(), sites);
  }

  private void refuseSmall(Specification specification, String site, int n, int fold) {
    boolean refused =
        specification.smallSite() == Specification.SmallSite.FAIL
            || specification.smallSite() == Specification.SmallSite.EXCLUDE
            || specification.method().needsScaleOfSite();
    if (n < specification.minScans() && refused) {
      throw new InvalidInputException(
          "without fold '%s' site '%s' has %s, fewer than --min-scans %d; spread its scans over folds, or leave the site out"
              .formatted(
                  labels.get(fold), site, ScanTable.counted(n, "scan"), specification.minScans()));
    }
  }

  /** Moments of every site's covariates without a fold. */
  List<ScanMoments> scanMoments(int fold) {
    int columns = study.design().columnCount();
    List<ScanMoments> own = new ArrayList<>();
    study.cohort().sites().forEach(site -> own.add(new ScanMoments(columns)));
    for (int s = 0; s < foldOf.length; s++) {
      if (foldOf[s] == fold) {
        own.get(study.cohort().site(s)).add(study.z(), s * columns);
      }
    }
    List<ScanMoments> all = study.scanMoments();
    List<ScanMoments> without = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      without.add(Withdrawal.of(all.get(i), own.get(i)));
    }
    return without;
  }
}
