package org.chorale.report.part;

import java.util.ArrayList;
import java.util.List;
import org.chorale.model.diagnosis.BeforeAfter;
import org.chorale.model.diagnosis.Components;
import org.chorale.report.words.Numbers;

/** A principal component: its share of the variance, and what of it lies between sites. */
public record ComponentRow(
    int number, String share, String siteShare, String shareAfter, String siteShareAfter) {
  /** Of the first components; none if there are none. */
  public static List<ComponentRow> of(BeforeAfter<Components> components) {
    List<ComponentRow> rows = new ArrayList<>();
    int count = components == null ? 0 : components.before().share().size();
    for (int c = 0; c < count; c++) {
      Components after = components.after();
      rows.add(
          new ComponentRow(
              c + 1,
              percent(components.before().share(), c),
              percent(components.before().siteShare(), c),
              after == null ? null : percent(after.share(), c),
              after == null ? null : percent(after.siteShare(), c)));
    }
    return rows;
  }

  private static String percent(List<Double> shares, int c) {
    return c < shares.size() ? Numbers.percent(shares.get(c)) : Numbers.NONE;
  }
}
