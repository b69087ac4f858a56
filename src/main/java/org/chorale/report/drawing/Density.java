package org.chorale.report.drawing;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.chorale.model.diagnosis.SiteDiagnosis.PriorPlot;
import org.chorale.report.words.Numbers;

/**
 * Estimates as an area and their prior as a line, on paper of 100 × 40.
 *
 * @param area path of the estimates' density
 * @param line path of the prior's
 * @param neutral where the value without an effect lies, or null if it is off the paper
 * @param low value at the left edge
 * @param high value at the right edge
 * @param distance between the two
 * @param fits whether the prior may stand
 */
public record Density(
    String area,
    String line,
    String neutral,
    String low,
    String high,
    String distance,
    boolean fits) {
  private static final double WIDTH = 100;
  private static final double HEIGHT = 40;

  /** Points of a curve: more can't be seen at the size of a stamp. */
  private static final int POINTS = 64;

  /**
   * Draws it.
   *
   * @param neutralValue 0 for γ, 1 for δ
   */
  public static Density of(PriorPlot plot, double neutralValue) {
    Scale x = Scale.over(numbers(plot.x()), WIDTH);
    double top =
        Stream.of(plot.estimates(), plot.prior())
            .flatMapToDouble(Density::numbers)
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    Scale y = new Scale(0, top > 0 ? top : 1, HEIGHT);
    String curve = curve(plot.x(), plot.estimates(), x, y);
    boolean onPaper = neutralValue >= x.low() && neutralValue <= x.high();
    return new Density(
        curve.isEmpty() ? "" : "M0 40L" + curve.substring(1) + "L100 40Z",
        curve(plot.x(), plot.prior(), x, y),
        onPaper ? Scale.text(x.at(neutralValue)) : null,
        Numbers.brief(x.low()),
        Numbers.brief(x.high()),
        Numbers.brief(plot.distance()),
        plot.fits());
  }

  private static String curve(List<Double> xs, List<Double> ys, Scale x, Scale y) {
    int step = Math.max(1, xs.size() / POINTS);
    StringBuilder path = new StringBuilder();
    for (int at = 0; at < Math.min(xs.size(), ys.size()); at += step) {
      if (Double.isFinite(xs.get(at)) && Double.isFinite(ys.get(at))) {
        path.append(path.isEmpty() ? 'M' : 'L')
            .append(Scale.text(x.at(xs.get(at))))
            .append(' ')
            .append(Scale.text(HEIGHT - y.at(ys.get(at))));
      }
    }
    return path.toString();
  }

  private static DoubleStream numbers(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue);
  }
}
