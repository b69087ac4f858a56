package org.chorale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * New scans as models see them that are applied one after the other: coded by the design of the
 * fit, sorted into groups of scans that get the same treatment, checked. Immutable.
 */
public final class NewScans {
  /** Index of a site that the model doesn't have. */
  public static final int UNSEEN = -1;

  private final List<Model> models;
  private final CodedScans coded;
  private final List<List<String>> labels;
  private final int[] scansOf;
  private final List<LeftOut> leftOut;
  private final List<OddCovariate> odd;

  private NewScans(
      List<Model> models,
      CodedScans coded,
      List<List<String>> labels,
      List<LeftOut> leftOut,
      List<OddCovariate> odd) {
    this.models = models;
    this.coded = coded;
    this.labels = labels;
    this.leftOut = leftOut;
    this.odd = odd;
    this.scansOf = new int[labels.size()];
    for (int group : coded.groupOf()) {
      if (group != Cohort.OUT) {
        scansOf[group]++;
      }
    }
  }

  /**
   * Sorts and codes scans.
   *
   * @param models that are applied in this order, fitted together
   * @throws InvalidInputException if the rules refuse a scan, or none is left
   */
  public static NewScans of(ScanTable scans, List<Model> models, NewScanRules rules) {
    return of(scans, models, rules, s -> true);
  }

  /**
   * The same for some of the scans; the others are as if they weren't there.
   *
   * @param taken whether a scan is among them
   */
  public static NewScans of(
      ScanTable scans, List<Model> models, NewScanRules rules, IntPredicate taken) {
    return new Sorting(rounded(scans, models.get(0)), models, rules, taken).sort();
  }

  private static ScanTable rounded(ScanTable scans, Model model) {
    return Study.coded(scans, model.specification());
  }

  /** The scans with their groups. */
  public CodedScans coded() {
    return coded;
  }

  /** How many scans of the table were not asked for. */
  public int notTaken() {
    long listed = leftOut.stream().filter(LeftOut::isInTable).count();
    return coded.table().size() - coded.size() - (int) listed;
  }

  /** How many groups there are. */
  public int groupCount() {
    return labels.size();
  }

  /** Scans of a group. */
  public int scans(int group) {
    return scansOf[group];
  }

  /** Label of a group's site for one of the models. */
  public String label(int group, int step) {
    return labels.get(group).get(step);
  }

  /** Index of every group's site in one of the models, or {@link #UNSEEN}. */
  public int[] siteOfGroups(int step) {
    return labels.stream().mapToInt(label -> models.get(step).indexOf(label.get(step))).toArray();
  }

  /** Labels of the sites that one of the models doesn't have, in order. */
  public List<String> unseen(int step) {
    TreeSet<String> unseen = new TreeSet<>();
    for (List<String> label : labels) {
      if (models.get(step).indexOf(label.get(step)) == UNSEEN) {
        unseen.add(label.get(step));
      }
    }
    return List.copyOf(unseen);
  }

  /**
   * The scans of some sites of the first model alone, a group for each.
   *
   * @param sites their labels, in the order of the groups
   */
  public CodedScans only(List<String> sites) {
    int[] groupOf =
        Arrays.stream(coded.groupOf())
            .map(group -> group == Cohort.OUT ? Cohort.OUT : sites.indexOf(label(group, 0)))
            .toArray();
    return new CodedScans(coded.table(), groupOf, coded.z(), coded.covariateCount());
  }

  /** Ids of the scans that take part, in the order of the table. */
  public List<String> ids() {
    return IntStream.range(0, coded.groupOf().length)
        .filter(s -> coded.groupOf()[s] != Cohort.OUT)
        .mapToObj(coded.table()::id)
        .toList();
  }

  /** Scans that are not in the output, in the order of the table. */
  public List<LeftOut> leftOut() {
    return leftOut;
  }

  /** Covariates that the scans of the fit had nothing like. */
  public List<OddCovariate> oddCovariates() {
    return odd;
  }

  /** The steps from table to groups. */
  private static final class Sorting {
    private final ScanTable scans;
    private final List<Model> models;
    private final NewScanRules rules;
    private final Design design;
    private final Map<Integer, LeftOut> out = new TreeMap<>();
    private final Map<String, List<String>> problems = new LinkedHashMap<>();
    private final List<OddCovariate> odd = new ArrayList<>();
    private final IntPredicate taken;

    Sorting(ScanTable scans, List<Model> models, NewScanRules rules, IntPredicate taken) {
      this.taken = taken;
      this.scans = scans;
      this.models = models;
      this.rules = rules;
      this.design = models.get(0).design();
    }

    NewScans sort() {
      List<List<String>> labelOf = new ArrayList<>();
      double[] z = new double[scans.size() * design.columnCount()];
      double[] mean = rules.meanCovariates() ? meanCovariates() : null;
      for (int s = 0; s < scans.size(); s++) {
        labelOf.add(taken.test(s) ? labels(s) : List.of());
        if (!taken.test(s)) {
          continue;
        }
        if (mean != null) {
          System.arraycopy(mean, 0, z, s * mean.length, mean.length);
        } else if (!out.containsKey(s)) {
          code(s, z);
        }
      }
      refuse();
      TreeSet<List<String>> groups =
          new TreeSet<>(
              Comparator.comparing(label -> label.toArray(new String[0]), Arrays::compare));
      for (int s = 0; s < scans.size(); s++) {
        if (isIn(s)) {
          groups.add(labelOf.get(s));
        }
      }
      if (groups.isEmpty()) {
        throw new InvalidInputException("no scan is left to apply the model to");
      }
      List<List<String>> ordered = List.copyOf(groups);
      Map<List<String>, Integer> indexOf = new LinkedHashMap<>();
      ordered.forEach(label -> indexOf.put(label, indexOf.size()));
      int[] groupOf = new int[scans.size()];
      Arrays.setAll(groupOf, s -> isIn(s) ? indexOf.get(labelOf.get(s)) : Cohort.OUT);
      CodedScans coded = new CodedScans(scans, groupOf, z, design.columnCount());
      List<LeftOut> leftOut = new ArrayList<>(out.values());
      scans
          .unmatched()
          .forEach(id -> leftOut.add(new LeftOut(id, null, LeftOut.Reason.MISSING_FEATURES, null)));
      return new NewScans(models, coded, ordered, List.copyOf(leftOut), List.copyOf(odd));
    }

    private boolean isIn(int scan) {
      return taken.test(scan) && !out.containsKey(scan);
    }

    /** Mean of the coded covariates over the scans of the fit. */
    private double[] meanCovariates() {
      double[] mean = new double[design.columnCount()];
      double n = models.get(0).sites().stream().mapToDouble(site -> site.scans().n()).sum();
      for (ModelSite site : models.get(0).sites()) {
        for (int p = 0; p < mean.length; p++) {
          mean[p] += site.scans().zBar(p) * site.scans().n() / n;
        }
      }
      return mean;
    }

    private List<String> labels(int scan) {
      List<String> labels = new ArrayList<>();
      for (Model model : models) {
        List<String> columns = model.specification().siteColumns();
        String label = SiteLabels.of(scans, columns, scan);
        if (label == null) {
          String missing =
              columns.stream()
                  .filter(column -> scans.text(column, scan) == null)
                  .findFirst()
                  .orElseThrow();
          incomplete(scan, missing, LeftOut.Reason.MISSING_SITE, null);
        } else if (model.indexOf(label) == UNSEEN
            && rules.unseenSite() == NewScanRules.UnseenSite.REFUSE) {
          problem(
              "the model has no site '%s'%s; estimate it from its scans with --unseen-site estimate, or copy them with --unseen-site pass-through"
                  .formatted(
                      label,
                      Nearest.hint(
                          label, model.sites().stream().map(site -> site.site().label()).toList())),
              scan);
        }
        labels.add(label);
      }
      return labels;
    }

    private void incomplete(int scan, String column, LeftOut.Reason reason, String site) {
      if (rules.dropIncomplete()) {
        out.put(scan, new LeftOut(scans.id(scan), site, reason, column));
      } else {
        problem(
            "%s: '%s' is missing; fill it in, or leave such scans out with --drop-incomplete"
                .formatted(scans.where(column, scan), column),
            scan);
      }
    }

    private void code(int scan, double[] z) {
      int at = scan * design.columnCount();
      for (Coding coding : design.codings()) {
        String text = scans.text(coding.name(), scan);
        if (text == null) {
          incomplete(scan, coding.name(), LeftOut.Reason.MISSING_COVARIATE, null);
        } else if (!coding.code(text, z, at)) {
          notCoded(scan, coding, text);
        } else if (coding.isBeyondFit(text)) {
          odd(scan, coding, text, OddCovariate.Reason.OUT_OF_RANGE);
          if (rules.outOfRange() == NewScanRules.OutOfRange.REFUSE) {
            problem(
                "'%s' is outside the values of the fit, and --out-of-range is refuse"
                    .formatted(coding.name()),
                scan);
          }
        }
        at += coding.columns().size();
      }
    }

    private void odd(int scan, Coding coding, String text, OddCovariate.Reason reason) {
      odd.add(new OddCovariate(scans.id(scan), coding.name(), text, reason));
    }

    private void notCoded(int scan, Coding coding, String text) {
      if (!(coding instanceof Coding.Categorical categorical)) {
        problem(
            Double.isFinite(Coding.Continuous.number(text))
                ? "smooth covariate '%s' is outside the boundaries of the fit, where the model has no answer; leave those scans out, or fit with --smooth '%1$s:beyond=clamp' or wider --smooth-bounds"
                    .formatted(coding.name())
                : "covariate '%s' is not a number; correct it".formatted(coding.name()),
            scan);
        return;
      }
      odd(scan, coding, text, OddCovariate.Reason.UNSEEN_LEVEL);
      switch (rules.unseenLevel()) {
        case REFUSE ->
            problem(
                "the model has no level '%s' of '%s' (it has %s); correct it, or say --unseen-level baseline or exclude"
                    .formatted(text, coding.name(), Nearest.listed(categorical.levels())),
                scan);
        case EXCLUDE ->
            out.put(
                scan,
                new LeftOut(scans.id(scan), null, LeftOut.Reason.UNSEEN_LEVEL, coding.name()));
        // No indicator is set: the baseline.
        case BASELINE -> {}
      }
    }

    private void problem(String what, int scan) {
      problems.computeIfAbsent(what, key -> new ArrayList<>()).add(scans.id(scan));
    }

    private void refuse() {
      if (!problems.isEmpty()) {
        List<String> lines = new ArrayList<>();
        problems.forEach(
            (what, ids) ->
                lines.add(
                    "%s: %s (%s)"
                        .formatted(
                            ScanTable.counted(ids.size(), "scan"), what, ScanTable.firstOf(ids))));
        throw new InvalidInputException(String.join("\n", lines));
      }
    }
  }
}
