package org.chorale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chorale.stats.bayes.SiteTreatment.Effects;

/**
 * Which scans take part, at which site, and how each site is treated. Sites are in the order of
 * their labels. Immutable.
 */
public final class Cohort {
  /** A scan that is left out has this site index. */
  public static final int OUT = -1;

  private final List<Site> sites;
  private final int[] siteOf;
  private final Map<Integer, LeftOut> out;
  private final List<String> unmatched;
  private final List<Site> excluded;

  private Cohort(
      List<Site> sites,
      int[] siteOf,
      Map<Integer, LeftOut> out,
      List<String> unmatched,
      List<Site> excluded) {
    this.sites = List.copyOf(sites);
    this.siteOf = siteOf;
    this.out = Collections.unmodifiableMap(out);
    this.unmatched = unmatched;
    this.excluded = List.copyOf(excluded);
  }

  /**
   * Sorts the scans of a table into sites.
   *
   * @throws InvalidInputException if a scan lacks site or covariate and is not to be dropped, a
   *     site is too small and that is refused, the reference site doesn't exist, or fewer than two
   *     sites are left
   */
  public static Cohort of(ScanTable scans, Specification specification) {
    return of(scans, specification, Map.of());
  }

  /**
   * The same without scans that are left out for other reasons.
   *
   * @param without by index
   */
  static Cohort of(ScanTable scans, Specification specification, Map<Integer, LeftOut> without) {
    return new Sorting(scans, specification).cohort(without);
  }

  /** S sites by index. */
  public List<Site> sites() {
    return sites;
  }

  /** Site index of a scan, or {@link #OUT}. */
  public int site(int scan) {
    return siteOf[scan];
  }

  /** Scans that take part. */
  public int size() {
    return (int) Arrays.stream(siteOf).filter(site -> site != OUT).count();
  }

  /** Scans that don't, in the order of the table. */
  public List<LeftOut> leftOut() {
    List<LeftOut> leftOut = new ArrayList<>(out.values());
    unmatched.forEach(
        id -> leftOut.add(new LeftOut(id, null, LeftOut.Reason.MISSING_FEATURES, null)));
    return leftOut;
  }

  /** Those of the scan table by index. */
  Map<Integer, LeftOut> out() {
    return out;
  }

  /** Sites that were excluded whole. */
  public List<Site> excluded() {
    return excluded;
  }

  /** Index of the reference site, or −1. */
  public int reference() {
    for (int i = 0; i < sites.size(); i++) {
      if (sites.get(i).reason() == Site.Reason.REFERENCE_SITE) {
        return i;
      }
    }
    return -1;
  }

  /** The steps from table to cohort. */
  private static final class Sorting {
    private final ScanTable scans;
    private final Specification specification;
    private final String[] labelOf;
    private final Map<Integer, LeftOut> out = new TreeMap<>();
    private final Map<String, Integer> count = new TreeMap<>();
    private boolean allMeanOnly;

    Sorting(ScanTable scans, Specification specification) {
      this.scans = scans;
      this.specification = specification;
      this.labelOf = new String[scans.size()];
    }

    Cohort cohort(Map<Integer, LeftOut> without) {
      findIncomplete();
      without.forEach(out::putIfAbsent);
      for (int s = 0; s < labelOf.length; s++) {
        if (!out.containsKey(s)) {
          count.merge(labelOf[s], 1, Integer::sum);
        }
      }
      String reference = specification.referenceSite();
      if (reference != null && !count.containsKey(reference)) {
        throw new InvalidInputException(noReference(reference));
      }
      List<Site> excluded = excludeSmall();
      if (count.size() < 2) {
        throw new InvalidInputException(onlyOneSite(excluded));
      }
      List<Site> sites = new ArrayList<>();
      Map<String, Integer> indexOf = new LinkedHashMap<>();
      SitePolicy policy = new SitePolicy(specification, allMeanOnly);
      count.forEach(
          (label, n) -> {
            indexOf.put(label, sites.size());
            sites.add(policy.site(label, n));
          });
      int[] siteOf = new int[labelOf.length];
      for (int s = 0; s < siteOf.length; s++) {
        siteOf[s] = out.containsKey(s) ? OUT : indexOf.get(labelOf[s]);
      }
      return new Cohort(sites, siteOf, out, scans.unmatched(), excluded);
    }

    private String noReference(String reference) {
      String near = Nearest.to(reference, count.keySet());
      return "there is no site '%s' to be the reference; %s are: %s"
          .formatted(
              reference,
              near == null ? "there" : "did you mean '" + near + "'? There",
              Nearest.listed(count.keySet()));
    }

    private void findIncomplete() {
      for (int s = 0; s < labelOf.length; s++) {
        labelOf[s] = SiteLabels.of(scans, specification.siteColumns(), s);
        if (labelOf[s] == null) {
          out.put(
              s, new LeftOut(scans.id(s), null, LeftOut.Reason.MISSING_SITE, missingSiteColumn(s)));
          continue;
        }
        for (Term term : specification.terms()) {
          if (scans.text(term.name(), s) == null) {
            out.put(
                s,
                new LeftOut(
                    scans.id(s), labelOf[s], LeftOut.Reason.MISSING_COVARIATE, term.name()));
            break;
          }
        }
      }
      if (!out.isEmpty() && !specification.dropIncomplete()) {
        throw new InvalidInputException(incompleteMessage());
      }
    }

    private String missingSiteColumn(int scan) {
      return specification.siteColumns().stream()
          .filter(column -> scans.text(column, scan) == null)
          .findFirst()
          .orElseThrow();
    }

    private String incompleteMessage() {
      Map<String, List<Integer>> byColumn = new LinkedHashMap<>();
      out.forEach(
          (s, left) -> byColumn.computeIfAbsent(left.column(), c -> new ArrayList<>()).add(s));
      List<String> lines = new ArrayList<>();
      byColumn.forEach(
          (column, missing) -> {
            List<String> ids = missing.stream().map(scans::id).toList();
            lines.add(
                "%s: %s '%s' is missing for %s of %d: %s"
                    .formatted(
                        scans.where(column, missing.get(0)),
                        specification.siteColumns().contains(column) ? "site column" : "covariate",
                        column,
                        ScanTable.counted(missing.size(), "scan"),
                        scans.size(),
                        ScanTable.firstOf(ids)));
          });
      lines.add("Fill them in, or leave those scans out with --drop-incomplete.");
      return String.join("\n", lines);
    }

    private List<Site> excludeSmall() {
      List<Site> small = new ArrayList<>();
      count.forEach(
          (label, n) -> {
            if (n < specification.minScans()) {
              small.add(new Site(label, n, Effects.NONE, Site.Reason.BELOW_MIN_SCANS));
            }
          });
      if (small.isEmpty()) {
        return List.of();
      }
      switch (specification.smallSite()) {
        case MEAN_ONLY, ALL_MEAN_ONLY -> {
          refuseWithoutScale(small);
          allMeanOnly = specification.smallSite() == Specification.SmallSite.ALL_MEAN_ONLY;
          return List.of();
        }
        default -> {}
      }
      if (specification.smallSite() == Specification.SmallSite.FAIL) {
        throw new InvalidInputException(
            "%s fewer than %d scans: %s; lower --min-scans, or say --small-site mean-only or exclude"
                .formatted(
                    small.size() == 1 ? "one site has" : small.size() + " sites have",
                    specification.minScans(),
                    described(small)));
      }
      for (Site site : small) {
        if (site.label().equals(specification.referenceSite())) {
          throw new InvalidInputException(
              "the reference site '%s' has %s, fewer than --min-scans %d, and would be excluded"
                  .formatted(
                      site.label(),
                      ScanTable.counted(site.scans(), "scan"),
                      specification.minScans()));
        }
        count.remove(site.label());
      }
      for (int s = 0; s < labelOf.length; s++) {
        if (!out.containsKey(s) && !count.containsKey(labelOf[s])) {
          out.put(s, new LeftOut(scans.id(s), labelOf[s], LeftOut.Reason.SITE_EXCLUDED, null));
        }
      }
      return small;
    }

    private void refuseWithoutScale(List<Site> small) {
      if (specification.method().needsScaleOfSite()) {
        throw new InvalidInputException(
            "--method %s needs the scale of every site, and there are fewer than %d scans at: %s; leave them out with --small-site exclude, or lower --min-scans"
                .formatted(
                    Word.of(specification.method()), specification.minScans(), described(small)));
      }
    }

    private static String described(List<Site> sites) {
      return ScanTable.firstOf(
          sites.stream().map(site -> "'%s' (%d)".formatted(site.label(), site.scans())).toList());
    }

    private String onlyOneSite(List<Site> excluded) {
      String found =
          count.isEmpty()
              ? "no scan with a site is left"
              : "all %s are from one site, '%s'"
                  .formatted(
                      ScanTable.counted(count.values().iterator().next(), "scan"),
                      count.keySet().iterator().next());
      String also = excluded.isEmpty() ? "" : " after leaving out " + described(excluded);
      return "nothing to harmonise: %s%s; site column: %s"
          .formatted(found, also, String.join(" + ", specification.siteColumns()));
    }
  }
}
