package org.chorale.report.part;

import java.util.ArrayList;
import java.util.List;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.HeatMap;
import org.chorale.report.words.Numbers;

/**
 * The map of site effects.
 *
 * @param grouped how many features a column has at most; null if one
 * @param columns names of the columns of {@code rows}
 * @param rows numbers, where there are few
 */
public record HeatPart(String grouped, List<String> columns, List<Row> rows) {
  private static final int READABLE = 240;

  /** γ* and log₂ δ* of a site, column by column. */
  public record Row(String site, List<String> gamma, List<String> delta) {}

  /** Of a diagnosis; null if nothing was harmonised. */
  public static HeatPart of(Diagnosis diagnosis) {
    HeatMap map = diagnosis.heatMap();
    if (map == null || map.columns().isEmpty()) {
      return null;
    }
    List<Row> rows = new ArrayList<>();
    int sites = diagnosis.sites().size();
    for (int site = 0; site < sites && sites * map.columns().size() <= READABLE; site++) {
      rows.add(
          new Row(
              diagnosis.sites().get(site).label(),
              map.gammaStar().get(site).stream().map(Numbers::number).toList(),
              map.logDeltaStar().get(site).stream().map(Numbers::number).toList()));
    }
    return new HeatPart(
        map.featuresPerColumn() > 1 ? Numbers.count(map.featuresPerColumn()) : null,
        map.columns(),
        rows);
  }
}
