package org.chorale.report.part;

import java.util.ArrayList;
import java.util.List;
import org.chorale.model.diagnosis.Overlap;
import org.chorale.report.words.Numbers;

/**
 * How much the sites overlap in a covariate.
 *
 * @param index in the diagnosis
 * @param least pairs that overlap least, in words
 * @param rows of the matrix
 */
public record OverlapPart(
    int index, String covariate, List<String> sites, List<String> least, List<Row> rows) {
  /** A site's coefficients, in the order of the sites. */
  public record Row(String site, List<String> cells) {}

  /** Of all continuous covariates. */
  public static List<OverlapPart> of(List<Overlap> overlaps) {
    List<OverlapPart> parts = new ArrayList<>();
    for (Overlap overlap : overlaps) {
      List<String> sites = overlap.sites();
      List<Row> rows = new ArrayList<>();
      for (int site = 0; site < sites.size(); site++) {
        rows.add(
            new Row(
                sites.get(site),
                overlap.coefficients().get(site).stream().map(Numbers::number).toList()));
      }
      parts.add(new OverlapPart(parts.size(), overlap.covariate(), sites, overlap.least(), rows));
    }
    return parts;
  }
}
