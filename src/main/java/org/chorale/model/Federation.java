package org.chorale.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chorale.stats.moments.ScanMoments;

/** Moments of several sources, of one design, together: what is fitted to them. Immutable. */
public final class Federation {
  private final StudyFacts facts;
  private final List<ScanMoments> scans;
  private final List<int[]> siteOfSources;

  private Federation(StudyFacts facts, List<ScanMoments> scans, List<int[]> siteOfSources) {
    this.facts = facts;
    this.scans = List.copyOf(scans);
    this.siteOfSources = List.copyOf(siteOfSources);
  }

  /**
   * Puts sources together; their order doesn't matter.
   *
   * @param sources by name
   * @throws InvalidInputException if designs differ, a site is in two of them, or covariate effects
   *     can't be told from site effects
   */
  public static Federation of(Map<String, SharedMoments> sources) {
    Map.Entry<String, SharedMoments> first = sources.entrySet().iterator().next();
    Map<String, ScanMoments> bySite = new TreeMap<>();
    Map<String, String> sourceOf = new LinkedHashMap<>();
    sources.forEach(
        (name, source) -> {
          String difference = first.getValue().design().differenceTo(source.design());
          if (difference != null) {
            throw new InvalidInputException(
                "%s and %s are of different designs: %s; sum both by the same design file"
                    .formatted(first.getKey(), name, difference));
          }
          for (ModelSite site : source.model().sites()) {
            String label = site.site().label();
            String other = sourceOf.put(label, name);
            if (other != null) {
              throw new InvalidInputException(
                  "site '%s' is both in %s and in %s: its scans would count twice, or two sites have one name; leave one out, or name them apart"
                      .formatted(label, other, name));
            }
            bySite.put(label, site.scans());
          }
        });
    if (bySite.size() < 2) {
      throw new InvalidInputException(
          "nothing to harmonise: all moments are of one site, '%s'"
              .formatted(String.join("", bySite.keySet())));
    }
    SharedDesign shared = first.getValue().design();
    StudyFacts facts =
        Refit.facts(
            shared.specification(),
            shared.design(),
            bySite,
            "with these sites",
            "agree on a design without it");
    List<String> labels = facts.labels();
    return new Federation(
        facts,
        List.copyOf(bySite.values()),
        sources.values().stream()
            .map(
                source ->
                    source.model().sites().stream()
                        .mapToInt(site -> labels.indexOf(site.site().label()))
                        .toArray())
            .toList());
  }

  /** What is fitted. */
  public StudyFacts facts() {
    return facts;
  }

  /** Moments of every site's covariates. */
  public List<ScanMoments> scans() {
    return scans;
  }

  /** Index of the site, for every source and each of its sites. */
  public List<int[]> siteOfSources() {
    return siteOfSources;
  }
}
