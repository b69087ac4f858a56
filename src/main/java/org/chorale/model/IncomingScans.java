package org.chorale.model;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.chorale.stats.moments.ScanMoments;

/**
 * Scans of an input under the design of a model: their sites, known to it or not, and coded
 * covariates. Immutable.
 */
public final class IncomingScans {
  private static final NewScanRules.UnseenSite ANY_SITE = NewScanRules.UnseenSite.PASS_THROUGH;

  private final ScanTable table;
  private final Design design;
  private final String[] labelOf;
  private final double[] z;
  private final List<LeftOut> leftOut;
  private final List<OddCovariate> odd;

  private IncomingScans(
      ScanTable table,
      Design design,
      String[] labelOf,
      double[] z,
      List<LeftOut> leftOut,
      List<OddCovariate> odd) {
    this.table = table;
    this.design = design;
    this.labelOf = labelOf;
    this.z = z;
    this.leftOut = leftOut;
    this.odd = odd;
  }

  /**
   * Codes scans.
   *
   * @param taken whether a scan is meant
   * @param widens whether levels that the design doesn't have are added to it; refused else
   * @throws InvalidInputException if one can't be used, or none is left
   */
  public static IncomingScans of(
      ScanTable given, Model model, boolean dropIncomplete, IntPredicate taken, boolean widens) {
    ScanTable table = Study.coded(given, model.specification());
    Design design =
        widens
            ? model
                .design()
                .widened(
                    covariate ->
                        levels(table, covariate, s -> taken.test(s) && complete(table, model, s)))
            : model.design();
    NewScanRules rules =
        new NewScanRules(
            ANY_SITE,
            NewScanRules.Priors.OWN,
            NewScanRules.UnseenLevel.REFUSE,
            NewScanRules.OutOfRange.WARN,
            false,
            dropIncomplete);
    NewScans sorted = NewScans.of(table, List.of(model.withDesign(design)), rules, taken);
    int[] groupOf = sorted.coded().groupOf();
    String[] labelOf = new String[table.size()];
    Arrays.setAll(labelOf, s -> groupOf[s] == Cohort.OUT ? null : sorted.label(groupOf[s], 0));
    return new IncomingScans(
        table, design, labelOf, sorted.coded().z(), sorted.leftOut(), sorted.oddCovariates());
  }

  /**
   * Those of some scans that have a site and all covariates under the model's design.
   *
   * @return null if there is none
   */
  public static IncomingScans ofComplete(ScanTable given, Model model, IntPredicate taken) {
    IntPredicate usable =
        s ->
            taken.test(s)
                && complete(given, model, s)
                && model.design().codings().stream()
                    .allMatch(
                        coding ->
                            coding.code(
                                given.text(coding.name(), s),
                                new double[coding.columns().size()],
                                0));
    return IntStream.range(0, given.size()).anyMatch(usable)
        ? of(given, model, false, usable, false)
        : null;
  }

  private static boolean complete(ScanTable table, Model model, int scan) {
    return site(table, model, scan) != null
        && model.design().codings().stream()
            .noneMatch(coding -> table.text(coding.name(), scan) == null);
  }

  /** Label of a scan's site, or null if it is missing. */
  public static String site(ScanTable table, Model model, int scan) {
    return SiteLabels.of(table, model.specification().siteColumns(), scan);
  }

  private static Set<String> levels(ScanTable table, String covariate, IntPredicate taken) {
    Set<String> levels = new HashSet<>();
    for (int s = 0; s < table.size(); s++) {
      String level = taken.test(s) ? table.text(covariate, s) : null;
      if (level != null) {
        levels.add(level);
      }
    }
    return levels;
  }

  /** Both these scans and others of the same input. */
  IncomingScans together(IncomingScans others) {
    String[] labels = labelOf.clone();
    double[] all = z.clone();
    int columns = design.columnCount();
    for (int s = 0; s < labels.length; s++) {
      if (others.labelOf[s] != null) {
        labels[s] = others.labelOf[s];
        System.arraycopy(others.z, s * columns, all, s * columns, columns);
      }
    }
    return new IncomingScans(table, design, labels, all, leftOut, odd);
  }

  /** All scans of the input. */
  int size() {
    return labelOf.length;
  }

  /** Site of a scan, or null if it takes no part. */
  String label(int scan) {
    return labelOf[scan];
  }

  /** A cell of a covariate. */
  String text(String covariate, int scan) {
    return table.text(covariate, scan);
  }

  /** The model's, or a wider one. */
  Design design() {
    return design;
  }

  /** The scans with groups. */
  CodedScans coded(int[] groupOf) {
    return new CodedScans(table, groupOf, z, design.columnCount());
  }

  /** The scans, a group for each site in the order of the labels. */
  public CodedScans bySite() {
    List<String> labels = List.copyOf(moments().keySet());
    int[] groupOf = new int[size()];
    Arrays.setAll(groupOf, s -> labelOf[s] == null ? Cohort.OUT : labels.indexOf(labelOf[s]));
    return coded(groupOf);
  }

  /** Moments of the coded covariates by site. */
  public Map<String, ScanMoments> moments() {
    Map<String, ScanMoments> bySite = new TreeMap<>();
    for (int s = 0; s < labelOf.length; s++) {
      if (labelOf[s] != null) {
        bySite
            .computeIfAbsent(labelOf[s], label -> new ScanMoments(design.columnCount()))
            .add(z, s * design.columnCount());
      }
    }
    return bySite;
  }

  /** Ids of the scans that take part. */
  public List<String> ids() {
    return IntStream.range(0, labelOf.length)
        .filter(s -> labelOf[s] != null)
        .mapToObj(table::id)
        .toList();
  }

  /** Covariates that the scans of the model had nothing like. */
  public List<OddCovariate> oddCovariates() {
    return odd;
  }

  /** Scans that can't be used. */
  public List<LeftOut> leftOut() {
    return leftOut;
  }
}
