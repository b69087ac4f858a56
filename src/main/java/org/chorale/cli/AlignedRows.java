package org.chorale.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows for the eye: columns aligned, four significant digits, at most as wide as a terminal. */
final class AlignedRows implements Rows {
  private static final int MOST_COLUMNS = 9;
  private static final int WIDEST = 28;

  private final List<List<String>> lines = new ArrayList<>();

  @Override
  public void header(List<String> names) {
    lines.add(shortened(names));
  }

  @Override
  public void row(List<Object> cells) {
    lines.add(shortened(cells.stream().map(AlignedRows::text).toList()));
  }

  private static List<String> shortened(List<String> cells) {
    if (cells.size() <= MOST_COLUMNS) {
      return cells;
    }
    List<String> shown = new ArrayList<>(cells.subList(0, MOST_COLUMNS));
    shown.add("…");
    return shown;
  }

  private static String text(Object cell) {
    if (cell == null) {
      return "–";
    }
    if (cell instanceof Double number) {
      return number.isNaN() ? "–" : String.format(Locale.ROOT, "%.4g", number);
    }
    String text = cell.toString();
    return text.length() > WIDEST ? text.substring(0, WIDEST - 1) + "…" : text;
  }

  void print(Terminal terminal) {
    int columns = lines.stream().mapToInt(List::size).max().orElse(0);
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder(" ");
      for (int c = 0; c < columns; c++) {
        int column = c;
        int width = lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0);
        text.append(' ')
            .append(String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s", line.get(c)));
        text.append(' ');
      }
      terminal.line(text.toString().stripTrailing());
    }
  }
}
