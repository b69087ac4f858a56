package org.chorale.report.drawing;

import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.chorale.model.diagnosis.BeforeAfter;
import org.chorale.model.diagnosis.Quantiles;

/**
 * Quantiles over features as a line, a bar and a tick, on paper 100 wide.
 *
 * @param low 5 % quantile
 * @param high 95 % quantile
 * @param left lower quartile
 * @param width of the bar, to the upper quartile
 * @param median tick
 */
public record Spread(String low, String high, String left, String width, String median) {
  private static final double WIDTH = 100;

  /** Before and after on one scale. */
  public static BeforeAfter<Spread> of(BeforeAfter<Quantiles> quantiles) {
    Scale scale =
        Scale.over(
            Stream.of(quantiles.before(), quantiles.after())
                .filter(q -> q != null)
                .flatMapToDouble(q -> DoubleStream.of(q.p05(), q.p95())),
            WIDTH);
    return quantiles.map(q -> drawn(q, scale));
  }

  private static Spread drawn(Quantiles quantiles, Scale scale) {
    if (!Double.isFinite(quantiles.median())) {
      return null;
    }
    double left = scale.at(quantiles.p25());
    return new Spread(
        Scale.text(scale.at(quantiles.p05())),
        Scale.text(scale.at(quantiles.p95())),
        Scale.text(left),
        Scale.text(Math.max(scale.at(quantiles.p75()) - left, 0.6)),
        Scale.text(scale.at(quantiles.median())));
  }
}
