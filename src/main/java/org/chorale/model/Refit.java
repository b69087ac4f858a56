package org.chorale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chorale.stats.moments.ScanMoments;
import org.chorale.stats.moments.WiderDesign;
import org.chorale.stats.moments.Withdrawal;

/**
 * A model and scans that come to it, or leave it: the design of the model, wider by levels first
 * seen now, the sites with the scans they then have, and how moments make them up. Immutable.
 *
 * <p>Groups of moments are the sites; where scans leave, as many again of what is taken out of
 * each.
 */
public final class Refit {
  private static final String OTHERWISE =
      "fit all scans anew (all of them in --input, and --redesign), or leave these out";

  private final StudyFacts facts;
  private final List<ScanMoments> scans;
  private final CodedScans coded;
  private final int[] scansOfGroups;
  private final int[] groupOfOld;
  private final List<String> summedAnew;

  private Refit(
      StudyFacts facts,
      List<ScanMoments> scans,
      CodedScans coded,
      int[] scansOfGroups,
      int[] groupOfOld,
      List<String> summedAnew) {
    this.facts = facts;
    this.scans = List.copyOf(scans);
    this.coded = coded;
    this.scansOfGroups = scansOfGroups;
    this.groupOfOld = groupOfOld;
    this.summedAnew = List.copyOf(summedAnew);
  }

  /**
   * Scans that are added.
   *
   * @throws InvalidInputException if a site would be smaller than the model takes
   */
  public static Refit adding(IncomingScans incoming, Model model) {
    Map<String, ScanMoments> bySite = incoming.moments();
    Design design = incoming.design();
    for (ModelSite site : model.sites()) {
      bySite
          .computeIfAbsent(site.site().label(), label -> new ScanMoments(design.columnCount()))
          .merge(widened(site, model, design));
    }
    StudyFacts facts = facts(model.specification(), design, bySite, "with these scans", OTHERWISE);
    List<String> labels = facts.labels();
    int[] groupOf = new int[incoming.size()];
    Arrays.setAll(
        groupOf, s -> incoming.label(s) == null ? Cohort.OUT : labels.indexOf(incoming.label(s)));
    return new Refit(
        facts,
        List.copyOf(bySite.values()),
        incoming.coded(groupOf),
        facts.sites().stream().mapToInt(Site::scans).toArray(),
        model.sites().stream().mapToInt(site -> labels.indexOf(site.site().label())).toArray(),
        List.of());
  }

  /**
   * Scans that are taken out. A site all of whose other scans are in the input is summed anew from
   * them, which is exact; one that loses more than half of its scans has to be, as taking out would
   * lose accuracy.
   *
   * @param leaving the scans
   * @param staying other scans of their sites that the model has, or null if none is there
   * @throws InvalidInputException if the model has fewer scans of a site, or one is to be summed
   *     anew and not all of its scans are there
   */
  public static Refit withdrawing(IncomingScans leaving, IncomingScans staying, Model model) {
    Map<String, ScanMoments> gone = leaving.moments();
    List<String> unknown =
        gone.keySet().stream().filter(label -> model.indexOf(label) < 0).toList();
    if (!unknown.isEmpty()) {
      throw new InvalidInputException(
          "scans of sites that the model doesn't have can't be withdrawn: "
              + Nearest.listed(unknown));
    }
    Map<String, ScanMoments> left = new TreeMap<>();
    Map<String, ScanMoments> others = staying == null ? Map.of() : staying.moments();
    List<String> anew = new ArrayList<>();
    for (ModelSite site : model.sites()) {
      String label = site.site().label();
      ScanMoments part = gone.get(label);
      refuseMore(site, part);
      ScanMoments after = part == null ? site.scans() : Withdrawal.of(site.scans(), part);
      ScanMoments there = others.get(label);
      boolean allThere = there != null && there.n() == after.n();
      if (part != null && after.n() > 0 && (allThere || part.n() > after.n())) {
        anew.add(label);
        after = all(label, after.n(), there);
      }
      if (after.n() > 0) {
        left.put(label, after);
      }
    }
    return withdrawing(leaving, staying, model, left, gone, anew);
  }

  private static void refuseMore(ModelSite site, ScanMoments part) {
    if (part != null && part.n() > site.scans().n()) {
      throw new InvalidInputException(
          "%d scans of site '%s' are to be withdrawn; the model has %d of it"
              .formatted(part.n(), site.site().label(), site.scans().n()));
    }
  }

  private static ScanMoments all(String label, long wanted, ScanMoments there) {
    long n = there == null ? 0 : there.n();
    if (n != wanted) {
      throw new InvalidInputException(
          "site '%s' loses more than half of its scans, and taking them out of its sums would lose accuracy: give its other %d scans in --input too (%d are there), so that it is summed anew"
              .formatted(label, wanted, n));
    }
    return there;
  }

  private static Refit withdrawing(
      IncomingScans leaving,
      IncomingScans staying,
      Model model,
      Map<String, ScanMoments> left,
      Map<String, ScanMoments> gone,
      List<String> anew) {
    StudyFacts facts =
        facts(model.specification(), model.design(), left, "without these scans", OTHERWISE);
    List<String> labels = facts.labels();
    int sites = labels.size();
    int[] scansOf = new int[2 * sites];
    for (int i = 0; i < sites; i++) {
      boolean subtracts = gone.containsKey(labels.get(i)) && !anew.contains(labels.get(i));
      scansOf[sites + i] = subtracts ? Math.toIntExact(gone.get(labels.get(i)).n()) : 0;
      scansOf[i] = facts.sites().get(i).scans() + scansOf[sites + i];
    }
    int[] groupOf = new int[leaving.size()];
    Arrays.setAll(
        groupOf,
        s -> {
          String goes = leaving.label(s);
          String stays = staying == null ? null : staying.label(s);
          if (goes != null && labels.contains(goes) && !anew.contains(goes)) {
            return sites + labels.indexOf(goes);
          }
          return stays != null && anew.contains(stays) ? labels.indexOf(stays) : Cohort.OUT;
        });
    int[] groupOfOld =
        model.sites().stream()
            .map(site -> site.site().label())
            .mapToInt(label -> anew.contains(label) ? -1 : labels.indexOf(label))
            .toArray();
    IncomingScans coded = staying == null ? leaving : leaving.together(staying);
    return new Refit(
        facts, List.copyOf(left.values()), coded.coded(groupOf), scansOf, groupOfOld, anew);
  }

  private static ScanMoments widened(ModelSite site, Model model, Design design) {
    return WiderDesign.of(site.scans(), design.placesOf(model.design()), design.columnCount());
  }

  /**
   * What is fitted to sites of which moments are known.
   *
   * @param bySite moments of the coded covariates by label, in the order of the labels
   * @param when which scans those are, in the user's words
   * @param otherwise what to do if effects can't be told apart
   * @throws InvalidInputException if a site is smaller than the specification takes, or one is left
   */
  static StudyFacts facts(
      Specification specification,
      Design design,
      Map<String, ScanMoments> bySite,
      String when,
      String otherwise) {
    boolean small =
        bySite.values().stream().anyMatch(scans -> scans.n() < specification.minScans());
    boolean allMeanOnly =
        small && specification.smallSite() == Specification.SmallSite.ALL_MEAN_ONLY;
    SitePolicy policy = new SitePolicy(specification, allMeanOnly);
    List<Site> sites = new ArrayList<>();
    bySite.forEach(
        (label, moments) -> {
          refuseSmall(specification, label, Math.toIntExact(moments.n()));
          sites.add(policy.site(label, Math.toIntExact(moments.n())));
        });
    if (sites.size() < 2) {
      throw new InvalidInputException(
          "nothing to harmonise: %s left"
              .formatted(
                  sites.isEmpty() ? "no site is" : "one site, '" + sites.get(0).label() + "', is"));
    }
    RankCheck.refuse(design, List.copyOf(bySite.values()), when, otherwise);
    StudyFacts facts = new StudyFacts(specification, design, sites);
    String reference = specification.referenceSite();
    if (reference != null && !facts.labels().contains(reference)) {
      throw new InvalidInputException(
          "no scan of the reference site '%s' is left".formatted(reference));
    }
    return facts;
  }

  private static void refuseSmall(Specification specification, String label, int n) {
    boolean refused =
        specification.smallSite() == Specification.SmallSite.FAIL
            || specification.smallSite() == Specification.SmallSite.EXCLUDE
            || specification.method().needsScaleOfSite();
    if (n < specification.minScans() && refused) {
      throw new InvalidInputException(
          "site '%s' would have %s, and the model takes none with fewer than %d: leave its scans out, or withdraw all of them"
              .formatted(label, ScanTable.counted(n, "scan"), specification.minScans()));
    }
  }

  /** What is fitted. */
  public StudyFacts facts() {
    return facts;
  }

  /** Moments of every site's covariates, once scans have come or left. */
  public List<ScanMoments> scans() {
    return scans;
  }

  /** The scans of the input with the group of moments each goes to. */
  public CodedScans coded() {
    return coded;
  }

  /** Scans of every group of moments. */
  public int[] scansOfGroups() {
    return scansOfGroups.clone();
  }

  /** Whether the second half of the groups is taken out of the first. */
  public boolean withdraws() {
    return scansOfGroups.length > facts.sites().size();
  }

  /** Group of every site of the model, or −1 if its moments aren't used. */
  public int[] groupOfOld() {
    return groupOfOld.clone();
  }

  /** Labels of the sites that are summed anew. */
  public List<String> summedAnew() {
    return summedAnew;
  }
}
