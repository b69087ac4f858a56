package org.chorale.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.chorale.stats.moments.ScanMoments;

/**
 * Mean covariates of a model's sites over the same scans, as its own design codes them and as
 * another does. Immutable.
 */
public final class Recoding {
  private final Map<String, ScanMoments> before = new HashMap<>();
  private final Map<String, ScanMoments> after = new HashMap<>();

  private Recoding() {}

  /**
   * Codes scans twice; those that either design can't code have no part.
   *
   * @param taken whether a scan is meant
   * @param model whose sites they are of, by the columns that name its sites
   * @param other the other design, of the same covariates
   */
  public static Recoding of(ScanTable given, IntPredicate taken, Model model, Design other) {
    ScanTable table = Study.coded(given, model.specification());
    Recoding recoding = new Recoding();
    double[] own = new double[model.design().columnCount()];
    double[] others = new double[other.columnCount()];
    for (int s = 0; s < table.size(); s++) {
      String site = SiteLabels.of(table, model.specification().siteColumns(), s);
      if (taken.test(s)
          && site != null
          && code(model.design(), table, s, own)
          && code(other, table, s, others)) {
        recoding.before.computeIfAbsent(site, k -> new ScanMoments(own.length)).add(own, 0);
        recoding.after.computeIfAbsent(site, k -> new ScanMoments(others.length)).add(others, 0);
      }
    }
    return recoding;
  }

  private static boolean code(Design design, ScanTable table, int scan, double[] out) {
    int at = 0;
    for (Coding coding : design.codings()) {
      String text = table.text(coding.name(), scan);
      if (text == null || !coding.code(text, out, at)) {
        return false;
      }
      at += coding.columns().size();
    }
    return true;
  }

  /** Whether a site has scans that both designs code. */
  public boolean has(String site) {
    return before.containsKey(site);
  }

  /** z̄ of a site that has scans, as the model codes them. */
  public double[] before(String site) {
    return mean(before.get(site));
  }

  /** The same as the other design does. */
  public double[] after(String site) {
    return mean(after.get(site));
  }

  private static double[] mean(ScanMoments scans) {
    double[] mean = new double[scans.covariateCount()];
    Arrays.setAll(mean, scans::zBar);
    return mean;
  }
}
