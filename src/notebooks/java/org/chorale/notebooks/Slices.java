package org.chorale.notebooks;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rapaio.jupyter.kernel.display.DisplayData;

/** Middle slices of images, a row of them for each name, with one scale of colours. */
public final class Slices {
  /** Blue, white, orange: also for colour-blind readers. */
  private static final Color[] SIGNED = {new Color(0x0072B2), Color.WHITE, new Color(0xD55E00)};

  private static final Color[] GREY = {Color.BLACK, Color.WHITE};

  /** Even, as all lengths here: drawn one and a half times as large, voxels have no seams. */
  private static final int VOXEL = 6;

  private static final int GAP = 8;
  private static final int MARGIN = 90;
  private static final int HEAD = 24;
  private static final int LEGEND = 90;
  private static final int STEPS = 60;

  private final double low;
  private final double high;
  private final Color[] colours;
  private final Map<String, List<Volume>> rows = new LinkedHashMap<>();

  private Slices(double low, double high, Color[] colours) {
    this.low = low;
    this.high = high;
    this.colours = colours;
  }

  /** From black to white. */
  public static Slices grey(double low, double high) {
    return new Slices(low, high, GREY);
  }

  /** Blue below 0, white at 0, orange above. */
  public static Slices signed(double extent) {
    return new Slices(-extent, extent, SIGNED);
  }

  /** A row of images. */
  public Slices row(String name, List<Volume> images) {
    rows.put(name, images);
    return this;
  }

  /** For the output of a cell: a name over each column. */
  public DisplayData show(List<String> columns) {
    Volume first = rows.values().iterator().next().get(0);
    int wide = first.length(0) * VOXEL;
    int high = first.length(1) * VOXEL;
    int width = MARGIN + columns.size() * (wide + GAP) + LEGEND;
    int height = HEAD + rows.size() * (high + GAP);
    return Pictures.beside(
        "slices: " + String.join(", ", rows.keySet()) + "; " + String.join(", ", columns),
        List.of(Pictures.painted(width, height, canvas -> paint(canvas, columns, wide, high))));
  }

  private void paint(Graphics2D canvas, List<String> columns, int wide, int tall) {
    canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    for (int c = 0; c < columns.size(); c++) {
      word(canvas, columns.get(c), MARGIN + c * (wide + GAP) + wide / 2 - 15, HEAD - 8);
    }
    int top = HEAD;
    for (Map.Entry<String, List<Volume>> row : rows.entrySet()) {
      word(canvas, row.getKey(), 0, top + tall / 2);
      for (int c = 0; c < columns.size(); c++) {
        slice(canvas, row.getValue().get(c), MARGIN + c * (wide + GAP), top);
      }
      top += tall + GAP;
    }
    legend(canvas, MARGIN + columns.size() * (wide + GAP) + 10, HEAD, tall);
  }

  private static void word(Graphics2D canvas, String word, int x, int y) {
    canvas.setColor(Color.BLACK);
    canvas.drawString(word, x, y);
  }

  /** Front of the head up. */
  private void slice(Graphics2D canvas, Volume image, int left, int top) {
    int middle = image.length(2) / 2;
    int rows = image.length(1);
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < image.length(0); i++) {
        canvas.setColor(colour(image.at(i, j, middle)));
        canvas.fillRect(left + i * VOXEL, top + (rows - 1 - j) * VOXEL, VOXEL, VOXEL);
      }
    }
  }

  private void legend(Graphics2D canvas, int left, int top, int tall) {
    for (int step = 0; step < STEPS; step++) {
      canvas.setColor(colour(high - (high - low) * step / (STEPS - 1)));
      int from = top + step * tall / STEPS;
      canvas.fillRect(left, from, 14, top + (step + 1) * tall / STEPS - from);
    }
    word(canvas, "%.2f".formatted(high), left + 20, top + 10);
    word(canvas, "%.2f".formatted((low + high) / 2), left + 20, top + tall / 2 + 4);
    word(canvas, "%.2f".formatted(low), left + 20, top + tall);
  }

  private Color colour(double value) {
    double share = Math.min(1, Math.max(0, (value - low) / (high - low)));
    double place = share * (colours.length - 1);
    int from = Math.min(colours.length - 2, (int) place);
    return mixed(colours[from], colours[from + 1], place - from);
  }

  private static Color mixed(Color a, Color b, double share) {
    return new Color(
        mixed(a.getRed(), b.getRed(), share),
        mixed(a.getGreen(), b.getGreen(), share),
        mixed(a.getBlue(), b.getBlue(), share));
  }

  private static int mixed(int a, int b, double share) {
    return (int) Math.round(a + share * (b - a));
  }
}
