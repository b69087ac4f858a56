package org.chorale.report.part;

import java.util.ArrayList;
import java.util.List;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.ResidualPlot;
import org.chorale.model.diagnosis.ResidualPlot.Box;
import org.chorale.report.words.Numbers;

/**
 * Box plots of residuals by site.
 *
 * @param index in {@link Diagnosis#residuals}
 * @param rows numbers of the boxes; none where there are too many sites to read them
 * @param wide whether before and after need the whole width each
 */
public record ResidualPart(
    int index, String title, String unit, boolean hasAfter, List<Row> rows, boolean wide) {
  private static final int READABLE = 40;
  private static final int SIDE_BY_SIDE = 24;

  /** A site's quartiles as text. */
  public record Row(String site, String before, String after) {}

  /** Of all plots. */
  public static List<ResidualPart> of(Diagnosis diagnosis) {
    List<ResidualPart> parts = new ArrayList<>();
    for (ResidualPlot plot : diagnosis.residuals()) {
      parts.add(
          new ResidualPart(
              parts.size(),
              plot.title(),
              plot.unit(),
              plot.boxes().after() != null,
              rows(diagnosis, plot),
              diagnosis.sites().size() > SIDE_BY_SIDE));
    }
    return parts;
  }

  private static List<Row> rows(Diagnosis diagnosis, ResidualPlot plot) {
    List<Row> rows = new ArrayList<>();
    int sites = diagnosis.sites().size();
    for (int site = 0; site < sites && sites <= READABLE; site++) {
      rows.add(
          new Row(
              diagnosis.sites().get(site).label(),
              quartiles(plot.boxes().before(), site),
              plot.boxes().after() == null ? "" : quartiles(plot.boxes().after(), site)));
    }
    return rows;
  }

  private static String quartiles(List<Box> boxes, int site) {
    if (site >= boxes.size() || boxes.get(site) == null) {
      return Numbers.NONE;
    }
    Box box = boxes.get(site);
    return Double.isNaN(box.median())
        ? Numbers.NONE
        : "%s (%s – %s)"
            .formatted(
                Numbers.number(box.median()), Numbers.number(box.q1()), Numbers.number(box.q3()));
  }
}
