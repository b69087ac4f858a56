package org.chorale.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.chorale.fixtures.FixtureTable;

/**
 * The picture of the README: one feature of the shipped example by site, before and after, as SVG.
 *
 * <p>Shown is y − (z − z̄)ᵀβ, the value as it would be at mean covariates, β from the model. Boxes
 * are quartiles (R's type 7), whiskers the last value within 1.5 interquartile ranges; every scan
 * is a dot. The feature is the one whose site intercepts differ most, in σ.
 */
final class BeforeAfterFigure {
  private static final String WORDS = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
  private static final int WIDTH = 920;
  private static final int HEIGHT = 400;
  private static final int TOP = 74;
  private static final int BOTTOM = 346;
  private static final int LEFT = 64;
  private static final int PANEL = 408;
  private static final int GAP = 24;
  private static final double BOX = 24;
  private static final double WHISKER_RANGES = 1.5;

  /** Blue and vermilion of Okabe and Ito's palette: apart for every common colour vision. */
  private static final String BEFORE = "#D55E00";

  private static final String AFTER = "#0072B2";
  private static final String INK = "#24292f";
  private static final String FAINT = "#57606a";

  private final FixtureTable before;
  private final FixtureTable after;
  private final FixtureTable features;
  private final String feature;
  private final StringBuilder svg = new StringBuilder();
  private double lowest;
  private double highest;

  /**
   * @param before the example's table
   * @param after the same, harmonised
   * @param features the model's table of features
   */
  BeforeAfterFigure(FixtureTable before, FixtureTable after, FixtureTable features) {
    this.before = before;
    this.after = after;
    this.features = features;
    this.feature = mostDifferent();
  }

  /** The feature shown. */
  String feature() {
    return feature;
  }

  private String mostDifferent() {
    List<String> intercepts = features.columns(column -> column.startsWith("intercept["));
    String most = null;
    double largest = 0;
    for (List<String> key : features.keys()) {
      double[] sites = intercepts.stream().mapToDouble(c -> features.number(key, c)).toArray();
      double range =
          Arrays.stream(sites).max().orElseThrow() - Arrays.stream(sites).min().orElse(0);
      double relative = range / Math.sqrt(features.number(key, "sigma2"));
      if (relative > largest) {
        largest = relative;
        most = key.get(0);
      }
    }
    return most;
  }

  /** Values of the feature at mean covariates, by site. */
  private Map<String, double[]> bySite(FixtureTable table) {
    List<String> key = List.of(feature);
    double beta = features.number(key, "beta[age]");
    double betaMale = features.number(key, "beta[sex[M]]");
    ToDoubleFunction<List<String>> covariates =
        scan ->
            beta * table.number(scan, "age") + (table.text(scan, "sex").equals("M") ? betaMale : 0);
    double mean = table.keys().stream().mapToDouble(covariates).average().orElseThrow();
    Map<String, List<Double>> values = new TreeMap<>();
    for (List<String> scan : table.keys()) {
      values
          .computeIfAbsent(table.text(scan, "site"), site -> new ArrayList<>())
          .add(table.number(scan, feature) - covariates.applyAsDouble(scan) + mean);
    }
    Map<String, double[]> arrays = new TreeMap<>();
    values.forEach((site, v) -> arrays.put(site, v.stream().mapToDouble(x -> x).toArray()));
    return arrays;
  }

  String svg() {
    Map<String, double[]> raw = bySite(before);
    Map<String, double[]> harmonised = bySite(after);
    double[] all =
        List.of(raw, harmonised).stream()
            .flatMap(panel -> panel.values().stream())
            .flatMapToDouble(Arrays::stream)
            .toArray();
    lowest = Arrays.stream(all).min().orElseThrow();
    highest = Arrays.stream(all).max().orElseThrow();
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" font-family=\"%s\">",
        WIDTH, HEIGHT, WIDTH, HEIGHT, WORDS);
    add("<title>%s of the example study by site, before and after harmonisation</title>", feature);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
    text(LEFT, 26, INK, "font-size=\"16\" font-weight=\"600\"", feature + ", at mean age and sex");
    axis();
    panel(LEFT, "Before", BEFORE, raw);
    panel(LEFT + PANEL + GAP, "After", AFTER, harmonised);
    add("</svg>");
    return svg.toString();
  }

  private void axis() {
    double step = 0.5;
    for (double at = Math.ceil(lowest / step) * step; at <= highest; at += step) {
      for (int panel = 0; panel < 2; panel++) {
        int x = LEFT + panel * (PANEL + GAP);
        line(x, y(at), x + PANEL, y(at), "stroke=\"#d8dee4\"");
      }
      text(
          LEFT - 10,
          y(at) + 4,
          FAINT,
          "font-size=\"12\" text-anchor=\"end\"",
          String.format(Locale.ROOT, "%.1f", at));
    }
  }

  private void panel(int left, String title, String colour, Map<String, double[]> bySite) {
    double mean = bySite.values().stream().flatMapToDouble(Arrays::stream).average().orElseThrow();
    text(left, 54, colour, "font-size=\"15\" font-weight=\"600\"", title);
    line(left, y(mean), left + PANEL, y(mean), "stroke=\"" + FAINT + "\" stroke-dasharray=\"4 4\"");
    double slot = (double) PANEL / bySite.size();
    double centre = left + slot / 2;
    for (Map.Entry<String, double[]> site : bySite.entrySet()) {
      box(centre, colour, site.getValue());
      text(centre, BOTTOM + 22, INK, "font-size=\"12\" text-anchor=\"middle\"", site.getKey());
      text(
          centre,
          BOTTOM + 38,
          FAINT,
          "font-size=\"11\" text-anchor=\"middle\"",
          "n " + site.getValue().length);
      centre += slot;
    }
  }

  private void box(double centre, String colour, double[] values) {
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(values);
    double low = percentile.evaluate(25);
    double middle = percentile.evaluate(50);
    double high = percentile.evaluate(75);
    double reach = WHISKER_RANGES * (high - low);
    double least = Arrays.stream(values).filter(v -> v >= low - reach).min().orElse(low);
    double most = Arrays.stream(values).filter(v -> v <= high + reach).max().orElse(high);
    String stroke = "stroke=\"" + colour + "\" stroke-width=\"1.5\"";
    for (int k = 0; k < values.length; k++) {
      add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.8\" fill=\"%s\" fill-opacity=\"0.35\"/>",
          centre + (spread(k) - 0.5) * BOX, y(values[k]), colour);
    }
    line(centre, y(most), centre, y(high), stroke);
    line(centre, y(low), centre, y(least), stroke);
    add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"1.5\" fill=\"%s\" fill-opacity=\"0.15\" %s/>",
        centre - BOX / 2, y(high), BOX, y(low) - y(high), colour, stroke);
    line(
        centre - BOX / 2,
        y(middle),
        centre + BOX / 2,
        y(middle),
        "stroke=\"" + colour + "\" stroke-width=\"2.5\"");
  }

  /** The k-th number of the van der Corput sequence: dots beside each other, always the same. */
  private static double spread(int k) {
    return Integer.reverse(k) / 0x1p32 + (Integer.reverse(k) < 0 ? 1 : 0);
  }

  private double y(double value) {
    return BOTTOM - (value - lowest) / (highest - lowest) * (BOTTOM - TOP);
  }

  private void line(double x1, double y1, double x2, double y2, String style) {
    add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>", x1, y1, x2, y2, style);
  }

  private void text(double x, double y, String colour, String style, String words) {
    add("<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" %s>%s</text>", x, y, colour, style, words);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
