package org.chorale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.chorale.stats.moments.ScanMoments;
import org.chorale.stats.moments.WiderDesign;
import org.chorale.stats.moments.Withdrawal;

/**
 * A model and scans that come to it, or leave it: the design of the model, wider by levels first
 * seen now, and the sites of both with the scans they then have. Immutable.
 */
public final class Refit {
  private final Model model;
  private final Design design;
  private final List<Site> sites;
  private final CodedScans coded;
  private final List<ScanMoments> scans;
  private final int[] groupOfOld;
  private final List<LeftOut> leftOut;

  private Refit(
      Model model,
      Design design,
      List<Site> sites,
      CodedScans coded,
      List<ScanMoments> scans,
      int[] groupOfOld,
      List<LeftOut> leftOut) {
    this.model = model;
    this.design = design;
    this.sites = sites;
    this.coded = coded;
    this.scans = scans;
    this.groupOfOld = groupOfOld;
    this.leftOut = leftOut;
  }

  /** What {@link Cohort} and {@link Design} would make of the new scans, given the model's. */
  private static final class Incoming {
    private final ScanTable table;
    private final Design design;
    private final String[] labelOf;
    private final CodedScans coded;
    private final NewScans sorted;

    Incoming(ScanTable given, Model model, boolean dropIncomplete) {
      this.table = Study.coded(given, model.specification());
      this.design = model.design().widened(covariate -> levels(table, covariate));
      Model wider =
          new Model(
              model.run(),
              model.parent(),
              model.specification(),
              model.idColumn(),
              design,
              List.of(),
              model.featureCount(),
              model.blockCount(),
              model.blocksPerFile());
      NewScanRules rules =
          new NewScanRules(
              NewScanRules.UnseenSite.PASS_THROUGH,
              NewScanRules.UnseenLevel.REFUSE,
              NewScanRules.OutOfRange.WARN,
              false,
              dropIncomplete);
      this.sorted = NewScans.of(table, List.of(wider), rules);
      this.coded = sorted.coded();
      this.labelOf = new String[table.size()];
      Arrays.setAll(
          labelOf,
          s -> coded.groupOf()[s] == Cohort.OUT ? null : sorted.label(coded.groupOf()[s], 0));
    }

    private static Set<String> levels(ScanTable table, String covariate) {
      Set<String> levels = new HashSet<>();
      for (int s = 0; s < table.size(); s++) {
        String level = table.text(covariate, s);
        if (level != null) {
          levels.add(level);
        }
      }
      return levels;
    }
  }

  /**
   * Scans that are added.
   *
   * @throws InvalidInputException if one can't be used
   */
  public static Refit adding(ScanTable table, Model model, boolean dropIncomplete) {
    Incoming incoming = new Incoming(table, model, dropIncomplete);
    Map<String, ScanMoments> bySite = moments(incoming);
    for (ModelSite site : model.sites()) {
      bySite
          .computeIfAbsent(
              site.site().label(), label -> new ScanMoments(incoming.design.columnCount()))
          .merge(widened(site, model, incoming.design));
    }
    return of(model, incoming, bySite);
  }

  /**
   * Scans that are taken out.
   *
   * @throws InvalidInputException if the model's site of one has fewer scans
   */
  public static Refit withdrawing(ScanTable table, Model model, boolean dropIncomplete) {
    Incoming incoming = new Incoming(table, model, dropIncomplete);
    Map<String, ScanMoments> gone = moments(incoming);
    Map<String, ScanMoments> bySite = new TreeMap<>();
    for (ModelSite site : model.sites()) {
      ScanMoments before = widened(site, model, incoming.design);
      ScanMoments part = gone.remove(site.site().label());
      if (part != null && part.n() > before.n()) {
        throw new InvalidInputException(
            "%d scans of site '%s' are to be withdrawn; the model has %d of it"
                .formatted(part.n(), site.site().label(), before.n()));
      }
      ScanMoments left = part == null ? before : Withdrawal.of(before, part);
      if (left.n() > 0) {
        bySite.put(site.site().label(), left);
      }
    }
    if (!gone.isEmpty()) {
      throw new InvalidInputException(
          "scans of sites that the model doesn't have can't be withdrawn: "
              + Nearest.listed(gone.keySet()));
    }
    return of(model, incoming, bySite);
  }

  private static ScanMoments widened(ModelSite site, Model model, Design design) {
    return WiderDesign.of(site.scans(), design.placesOf(model.design()), design.columnCount());
  }

  private static Map<String, ScanMoments> moments(Incoming incoming) {
    Map<String, ScanMoments> bySite = new TreeMap<>();
    int columns = incoming.design.columnCount();
    for (int s = 0; s < incoming.labelOf.length; s++) {
      if (incoming.labelOf[s] != null) {
        bySite
            .computeIfAbsent(incoming.labelOf[s], label -> new ScanMoments(columns))
            .add(incoming.coded.z(), s * columns);
      }
    }
    return bySite;
  }

  private static Refit of(Model model, Incoming incoming, Map<String, ScanMoments> bySite) {
    Specification specification = model.specification();
    boolean small =
        bySite.values().stream().anyMatch(scans -> scans.n() < specification.minScans());
    boolean allMeanOnly =
        small && specification.smallSite() == Specification.SmallSite.ALL_MEAN_ONLY;
    SitePolicy policy = new SitePolicy(specification, allMeanOnly);
    List<Site> sites = new ArrayList<>();
    List<ScanMoments> scans = new ArrayList<>();
    bySite.forEach(
        (label, moments) -> {
          sites.add(site(policy, specification, label, Math.toIntExact(moments.n())));
          scans.add(moments);
        });
    if (sites.size() < 2) {
      throw new InvalidInputException(
          "nothing to harmonise: %s left"
              .formatted(
                  sites.isEmpty() ? "no site is" : "one site, '" + sites.get(0).label() + "', is"));
    }
    List<String> labels = sites.stream().map(Site::label).toList();
    if (specification.referenceSite() != null && !labels.contains(specification.referenceSite())) {
      throw new InvalidInputException(
          "no scan of the reference site '%s' is left".formatted(specification.referenceSite()));
    }
    int[] groupOf = new int[incoming.labelOf.length];
    Arrays.setAll(
        groupOf,
        s -> incoming.labelOf[s] == null ? Cohort.OUT : labels.indexOf(incoming.labelOf[s]));
    int[] groupOfOld =
        model.sites().stream().mapToInt(site -> labels.indexOf(site.site().label())).toArray();
    return new Refit(
        model,
        incoming.design,
        List.copyOf(sites),
        new CodedScans(incoming.table, groupOf, incoming.coded.z(), incoming.design.columnCount()),
        List.copyOf(scans),
        groupOfOld,
        incoming.sorted.leftOut());
  }

  private static Site site(SitePolicy policy, Specification specification, String label, int n) {
    boolean small = n < specification.minScans();
    boolean refused =
        specification.smallSite() == Specification.SmallSite.FAIL
            || specification.smallSite() == Specification.SmallSite.EXCLUDE
            || specification.method().needsScaleOfSite();
    if (small && refused) {
      throw new InvalidInputException(
          "site '%s' would have %s, and the model takes none with fewer than %d: leave its scans out, or withdraw all of them"
              .formatted(label, ScanTable.counted(n, "scan"), specification.minScans()));
    }
    return policy.site(label, n);
  }

  /** What is fitted. */
  public StudyFacts facts() {
    return new StudyFacts(model.specification(), design, sites);
  }

  /** The scans that come or leave; the group of one is its site. */
  public CodedScans coded() {
    return coded;
  }

  /** Moments of every site's covariates, once the scans have come or left. */
  public List<ScanMoments> scans() {
    return scans;
  }

  /** Index of every site of the model among the sites, or −1 if none of its scans is left. */
  public int[] groupOfOld() {
    return groupOfOld.clone();
  }

  /** Scans that can't be used. */
  public List<LeftOut> leftOut() {
    return leftOut;
  }
}
