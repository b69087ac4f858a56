package org.chorale.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.moments.ScanMoments;

/**
 * What keeps moments from telling of one person: counts of the scans that sums are over. A summary:
 * tasks add blocks, the driver merges and asks.
 *
 * <p>Counted are, of every site, all scans and those with each level of each categorical covariate;
 * for every feature with missing values, the scans in which it is observed. Two sums may be
 * subtracted from each other, so no two counts of the same kind, 0 and the count of all scans among
 * them, may be closer than the least number, unless they are equal. A sum over P + 1 scans or fewer
 * nearly determines their values and is refused whatever the number.
 *
 * <p>{@link #merge} changes the receiver and returns it, never the argument, and gives the same
 * whatever the order: of the features with equal counts the first by name is kept.
 */
public final class Disclosure implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Fewest scans unless a site says otherwise. */
  public static final int DEFAULT_LEAST = 10;

  private final int columns;

  /** First indicator column of every categorical covariate and how many it has. */
  private final int[][] indicators;

  private final String[] groups;

  /** By site: for every group, features by the scans in which they are observed. */
  private final TreeMap<Integer, List<Map<Long, String>>> observed = new TreeMap<>();

  /** Of no moments. */
  public Disclosure(Design design) {
    columns = design.columnCount();
    List<int[]> spans = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of(""));
    int at = 0;
    for (Coding coding : design.codings()) {
      if (coding instanceof Coding.Categorical categorical) {
        spans.add(new int[] {at, categorical.levels().size() - 1});
        categorical.levels().forEach(level -> names.add(coding.name() + "=" + level));
      }
      at += coding.columns().size();
    }
    indicators = spans.toArray(int[][]::new);
    groups = names.toArray(String[]::new);
  }

  /** The same, empty. */
  public Disclosure empty() {
    return new Disclosure(this);
  }

  private Disclosure(Disclosure other) {
    columns = other.columns;
    indicators = other.indicators;
    groups = other.groups;
  }

  private long[] counts(ScanMoments scans) {
    long[] counts = new long[groups.length];
    counts[0] = scans.n();
    int g = 1;
    for (int[] span : indicators) {
      long others = 0;
      for (int k = 0; k < span[1]; k++) {
        long with = Math.round(scans.n() * scans.zBar(span[0] + k));
        counts[g + 1 + k] = with;
        others += with;
      }
      counts[g] = scans.n() - others;
      g += 1 + span[1];
    }
    return counts;
  }

  /** Adds the features of a block that miss values. */
  public Disclosure add(BlockMoments site, String[] names) {
    for (int v = 0; v < site.featureCount(); v++) {
      if (site.hasGaps(v)) {
        add(site.site(), counts(site.scans(v)), names[v]);
      }
    }
    return this;
  }

  private void add(int site, long[] counts, String feature) {
    List<Map<Long, String>> ofSite = observed.computeIfAbsent(site, s -> noCounts());
    for (int g = 0; g < counts.length; g++) {
      ofSite.get(g).merge(counts[g], feature, Disclosure::firstOf);
    }
  }

  private List<Map<Long, String>> noCounts() {
    List<Map<Long, String>> none = new ArrayList<>();
    for (int g = 0; g < groups.length; g++) {
      none.add(new TreeMap<>());
    }
    return none;
  }

  private static String firstOf(String a, String b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** Adds what another part of the features tells. */
  public Disclosure merge(Disclosure other) {
    other.observed.forEach(
        (site, ofSite) -> {
          List<Map<Long, String>> own = observed.computeIfAbsent(site, s -> noCounts());
          for (int g = 0; g < groups.length; g++) {
            int group = g;
            ofSite.get(g).forEach((n, name) -> own.get(group).merge(n, name, Disclosure::firstOf));
          }
        });
    return this;
  }

  /**
   * Refuses what would tell of a person.
   *
   * @param bySite moments of all scans of every site, by label in the order of the sites
   * @param least fewest scans of a sum, or of the difference of two
   * @throws InvalidInputException naming every site with the level or feature
   */
  public void refuse(Map<String, ScanMoments> bySite, int least) {
    List<String> problems = new ArrayList<>();
    int site = 0;
    for (Map.Entry<String, ScanMoments> entry : bySite.entrySet()) {
      long[] all = counts(entry.getValue());
      String who = "site '" + entry.getKey() + "'";
      for (int g = 0; g < groups.length; g++) {
        long fewest = g == 0 ? Math.max(least, columns + 2) : least;
        String problem = ofAll(who, g, all[g], fewest, least);
        if (problem == null && observed.containsKey(site)) {
          problem = ofFeatures(who, g, all[g], observed.get(site).get(g), fewest, least);
        }
        if (problem != null) {
          problems.add(problem);
        }
      }
      site++;
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("\n", problems));
    }
  }

  private String ofAll(String who, int group, long n, long fewest, int least) {
    if (n == 0 || n >= fewest) {
      return null;
    }
    return "%s has %s%s; %s"
        .formatted(
            who,
            ScanTable.counted(n, "scan"),
            with(group),
            n >= least
                ? "sums of %d covariate columns over so few nearly are their values: at least %d are needed, whatever --min-disclosure says"
                    .formatted(columns, fewest)
                : "sums over fewer than %d tell too much of single persons (--min-disclosure): %s"
                    .formatted(
                        least,
                        group == 0
                            ? "leave the site out"
                            : "leave those scans out, or agree on a design without that level"));
  }

  private String ofFeatures(
      String who, int group, long all, Map<Long, String> counts, long fewest, int least) {
    long before = 0;
    String beforeName = null;
    TreeMap<Long, String> ends = new TreeMap<>(counts);
    ends.putIfAbsent(all, "");
    for (Map.Entry<Long, String> entry : ends.entrySet()) {
      long step = entry.getKey() - before;
      boolean first = before == 0;
      if (entry.getKey() == 0) {
        continue;
      }
      // Without covariates no two sums have anything in common that could be subtracted.
      if (first ? step < fewest : step < least && columns > 0) {
        return first
            ? "%s: feature '%s' is observed in %s%s, and sums over fewer than %d tell too much of single persons; leave it out, or the scans that lack it"
                .formatted(
                    who, entry.getValue(), ScanTable.counted(step, "scan"), with(group), fewest)
            : "%s: feature '%s' is missing in %s%s in which %s; the difference of their sums would tell of fewer than %d; leave the feature out, or the scans that lack it"
                .formatted(
                    who,
                    beforeName,
                    ScanTable.counted(step, "scan"),
                    with(group),
                    entry.getKey() == all
                        ? "other features are observed"
                        : "feature '" + entry.getValue() + "' may be observed",
                    least);
      }
      before = entry.getKey();
      beforeName = entry.getValue();
    }
    return null;
  }

  private String with(int group) {
    return group == 0 ? "" : " with " + groups[group];
  }
}
