package org.chorale.notebooks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.rapaio.jupyter.kernel.display.DisplayData;

/**
 * A plot of dots, lines and boxes. Groups have the same colour and shape in every plot of a
 * notebook: colours of Okabe and Ito (2008), which colour-blind readers can tell apart.
 */
public final class Figure {
  private static final Color[] COLOURS = {
    new Color(0x0072B2),
    new Color(0xE69F00),
    new Color(0x009E73),
    new Color(0xD55E00),
    new Color(0x56B4E9),
    new Color(0xCC79A7),
    new Color(0x707070)
  };

  private static final Marker[] SHAPES = {
    SeriesMarkers.CIRCLE,
    SeriesMarkers.SQUARE,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.TRIANGLE_DOWN,
    SeriesMarkers.CIRCLE,
    SeriesMarkers.SQUARE
  };

  private static final Color INK = new Color(0x303030);
  private static final int HEIGHT = 340;
  private static final int DOT = 5;

  /** Of words at the horizontal axis, from the lower edge. */
  private static final int WORDS = 33;

  private static final int OPAQUE = 255;
  private static final int SHEER = 110;

  private static final Map<String, Integer> COLOUR_OF_GROUP = new HashMap<>();

  private final XYChart chart;
  private final String title;
  private final List<double[]> ys = new ArrayList<>();
  private List<String> places = List.of();
  private int unnamed;

  private Figure(String title, String x, String y, int width) {
    this.title = title;
    this.chart =
        new XYChartBuilder()
            .width(width)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    chart
        .getStyler()
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setChartTitleFont(font.deriveFont(Font.BOLD, 13f))
        .setLegendPosition(LegendPosition.OutsideE)
        .setLegendBorderColor(Color.WHITE)
        .setLegendFont(font)
        .setChartTitleBoxVisible(false)
        .setDecimalPattern("0.###")
        .setMarkerSize(DOT);
    chart
        .getStyler()
        .setAxisTitleFont(font)
        .setAxisTickLabelsFont(font.deriveFont(11f))
        .setPlotGridLinesColor(new Color(0xE4E4E4));
  }

  /** An empty plot. */
  public static Figure of(String title, String x, String y) {
    return new Figure(title, x, y, 620);
  }

  /** An empty plot of half the width, to stand beside another. */
  public static Figure half(String title, String x, String y) {
    return new Figure(title, x, y, 470);
  }

  /** Groups take colours in the order in which they are first drawn. */
  private static int colourOf(String group) {
    return COLOUR_OF_GROUP.computeIfAbsent(group, first -> COLOUR_OF_GROUP.size());
  }

  private static Color sheer(Color colour) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), SHEER);
  }

  private XYSeries add(String name, double[] x, double[] y, Color colour) {
    ys.add(y.clone());
    XYSeries series = chart.addSeries(name == null ? "unnamed " + unnamed++ : name, x, y);
    series.setShowInLegend(name != null);
    series.setLineColor(colour);
    series.setMarkerColor(colour);
    return series;
  }

  private Figure dots(String name, double[] x, double[] y, int group, int opacity) {
    Color colour = COLOURS[group % COLOURS.length];
    XYSeries series = add(name, x, y, opacity == OPAQUE ? colour : sheer(colour));
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarker(SHAPES[group % SHAPES.length]);
    return this;
  }

  /** Dots of the colour with that number. */
  public Figure dots(String name, double[] x, double[] y, int colour) {
    return dots(name, x, y, colour, OPAQUE);
  }

  /** Dots coloured by group, a name for each in the legend. */
  public Figure dots(double[] x, double[] y, List<String> groups) {
    for (String group : groups.stream().distinct().sorted().toList()) {
      int[] rows = IntStream.range(0, x.length).filter(r -> groups.get(r).equals(group)).toArray();
      dots(group, pick(x, rows), pick(y, rows), colourOf(group), OPAQUE);
    }
    return this;
  }

  /** A line through points, in ink; the name may be null: not in the legend. */
  public Figure line(String name, double[] x, double[] y) {
    return line(name, x, y, INK, 1.6f);
  }

  /** A line with dots, of the colour with that number. */
  public Figure curve(String name, double[] x, double[] y, int colour) {
    line(name, x, y, COLOURS[colour % COLOURS.length], 1.6f);
    chart.getSeriesMap().get(name).setMarker(SHAPES[colour % SHAPES.length]);
    return this;
  }

  /** A thin level line, broken. */
  public Figure level(double y, double fromX, double toX) {
    return broken(new double[] {fromX, toX}, new double[] {y, y});
  }

  /** The thin line on which x and y are equal, broken. */
  public Figure diagonal(double from, double to) {
    return broken(new double[] {from, to}, new double[] {from, to});
  }

  private Figure broken(double[] x, double[] y) {
    line(null, x, y, INK, 1f);
    float[] dashes = {4f, 4f};
    chart
        .getSeriesMap()
        .get("unnamed " + (unnamed - 1))
        .setLineStyle(
            new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1f, dashes, 0f));
    return this;
  }

  private Figure line(String name, double[] x, double[] y, Color colour, float width) {
    XYSeries series = add(name, x, y, colour);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineStyle(new BasicStroke(width));
    return this;
  }

  /**
   * A box for each group over its dots: quartiles, median, and whiskers to the last value within
   * 1.5 heights of the box (Tukey).
   */
  public Figure boxes(double[] values, List<String> groups) {
    List<String> names = groups.stream().distinct().sorted().toList();
    Random sideways = new Random(1);
    for (int g = 0; g < names.size(); g++) {
      String name = names.get(g);
      int[] rows =
          IntStream.range(0, values.length).filter(r -> groups.get(r).equals(name)).toArray();
      double[] y = pick(values, rows);
      double at = g + 1;
      double[] x =
          Arrays.stream(y).map(each -> at + 0.36 * (sideways.nextDouble() - 0.5)).toArray();
      dots(null, x, y, colourOf(name), SHEER);
      box(at, y);
    }
    chart.getStyler().setLegendVisible(false);
    return places(names);
  }

  /** Words at 1, 2, 3 and so on of the horizontal axis. */
  public Figure places(List<String> words) {
    places = List.copyOf(words);
    chart.getStyler().setXAxisMin(0.4).setXAxisMax(words.size() + 0.6);
    // The numbers keep the room in which the words are written.
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.getStyler().setXAxisTickLabelsColor(Color.WHITE).setXAxisTickMarksColor(Color.WHITE);
    return this;
  }

  private void box(double at, double[] y) {
    double low = StatUtils.percentile(y, 25);
    double high = StatUtils.percentile(y, 75);
    double reach = 1.5 * (high - low);
    double bottom = Arrays.stream(y).filter(v -> v >= low - reach).min().orElse(low);
    double top = Arrays.stream(y).filter(v -> v <= high + reach).max().orElse(high);
    double left = at - 0.28;
    double right = at + 0.28;
    line(
        null,
        new double[] {left, right, right, left, left},
        new double[] {low, low, high, high, low},
        INK,
        1.2f);
    double median = StatUtils.percentile(y, 50);
    line(null, new double[] {left, right}, new double[] {median, median}, INK, 2.4f);
    line(null, new double[] {at, at}, new double[] {bottom, low}, INK, 1f);
    line(null, new double[] {at, at}, new double[] {high, top}, INK, 1f);
  }

  private static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  /** Limits of the vertical axis. */
  public Figure between(double low, double high) {
    chart.getStyler().setYAxisMin(low).setYAxisMax(high);
    return this;
  }

  private BufferedImage paint() {
    return Pictures.painted(
        chart.getWidth(),
        chart.getHeight(),
        canvas -> {
          chart.paint(canvas, chart.getWidth(), chart.getHeight());
          canvas.setColor(INK);
          canvas.setFont(chart.getStyler().getAxisTickLabelsFont());
          for (int place = 0; place < places.size(); place++) {
            String word = places.get(place);
            int half = canvas.getFontMetrics().stringWidth(word) / 2;
            int x = (int) chart.getScreenXFromChart(place + 1.0);
            canvas.drawString(word, x - half, chart.getHeight() - WORDS);
          }
        });
  }

  /** For the output of a cell. */
  public DisplayData show() {
    return Pictures.beside(title, List.of(paint()));
  }

  /** Two plots beside each other with one vertical scale. */
  public static DisplayData beside(Figure left, Figure right) {
    double[] all =
        IntStream.range(0, 2)
            .mapToObj(side -> side == 0 ? left.ys : right.ys)
            .flatMap(List::stream)
            .flatMapToDouble(Arrays::stream)
            .toArray();
    double margin = 0.04 * (StatUtils.max(all) - StatUtils.min(all));
    for (Figure figure : List.of(left, right)) {
      figure.between(StatUtils.min(all) - margin, StatUtils.max(all) + margin);
    }
    return Pictures.beside(left.title + " | " + right.title, List.of(left.paint(), right.paint()));
  }
}
