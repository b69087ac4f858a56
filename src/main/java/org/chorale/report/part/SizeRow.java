package org.chorale.report.part;

import java.util.List;
import org.chorale.model.diagnosis.BeforeAfter;
import org.chorale.model.diagnosis.EffectSize;
import org.chorale.model.diagnosis.Quantiles;
import org.chorale.report.drawing.Spread;
import org.chorale.report.words.Numbers;

/** A size of site's effect over all features. */
public record SizeRow(String title, Side before, Side after) {
  /** Its median, the middle half and the mean, and their picture. */
  public record Side(String median, String middle, String mean, Spread spread) {}

  /** Of all sizes. */
  public static List<SizeRow> of(List<EffectSize> sizes) {
    return sizes.stream()
        .map(
            size -> {
              BeforeAfter<Spread> spreads = Spread.of(size.quantiles());
              return new SizeRow(
                  size.title(),
                  side(size.quantiles().before(), spreads.before()),
                  side(size.quantiles().after(), spreads.after()));
            })
        .toList();
  }

  private static Side side(Quantiles quantiles, Spread spread) {
    return quantiles == null
        ? null
        : new Side(
            Numbers.number(quantiles.median()),
            Numbers.number(quantiles.p25()) + " – " + Numbers.number(quantiles.p75()),
            Numbers.number(quantiles.mean()),
            spread);
  }
}
