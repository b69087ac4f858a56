package org.chorale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How one covariate becomes columns of the design, learnt from the scans of a fit and kept.
 *
 * <p>Harmonised values don't depend on the coding; centre and scale condition the arithmetic.
 */
public sealed interface Coding permits Coding.Continuous, Coding.Categorical, SmoothCoding {
  /** The covariate. */
  String name();

  /** Names of its columns: {@code age}, {@code sex[M]}. */
  List<String> columns();

  /**
   * Codes one cell.
   *
   * @param text the cell, not missing
   * @param out receives the columns from {@code offset}
   * @return whether the text is a number or a level this coding knows
   */
  boolean code(String text, double[] out, int offset);

  /** Whether a cell holds a number outside those of the fit: the effect there is a guess. */
  default boolean isBeyondFit(String text) {
    return false;
  }

  /** What is subtracted from one of its columns. */
  default double centre(int column) {
    return 0;
  }

  /** What one of its columns is divided by, once centred. */
  default double scale(int column) {
    return 1;
  }

  /**
   * A linear covariate: (x − centre)/scale.
   *
   * @param name the covariate
   * @param centre mean over the scans of the fit
   * @param scale their sample standard deviation, 1 if they don't vary
   * @param least smallest value of the fit; NaN if not known
   * @param most largest value of the fit; NaN if not known
   */
  record Continuous(String name, double centre, double scale, double least, double most)
      implements Coding {
    private static final Pattern DECIMAL = Pattern.compile("[-+.0-9eE]+");

    /** Learns centre and scale. */
    static Continuous learn(String name, double[] values) {
      double mean = 0;
      for (double value : values) {
        mean += value / values.length;
      }
      double squares = 0;
      for (double value : values) {
        squares += (value - mean) * (value - mean);
      }
      double sd = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
      return new Continuous(
          name,
          mean,
          sd > 0 ? sd : 1,
          Arrays.stream(values).min().orElse(Double.NaN),
          Arrays.stream(values).max().orElse(Double.NaN));
    }

    @Override
    public List<String> columns() {
      return List.of(name);
    }

    @Override
    public boolean code(String text, double[] out, int offset) {
      double value = number(text);
      out[offset] = (value - centre) / scale;
      return Double.isFinite(value);
    }

    @Override
    public boolean isBeyondFit(String text) {
      double value = number(text);
      return value < least || value > most;
    }

    @Override
    public double centre(int column) {
      return centre;
    }

    @Override
    public double scale(int column) {
      return scale;
    }

    /** The number a text is, or NaN; Java's own {@code 40d} and {@code 0x1p5} are no numbers. */
    public static double number(String text) {
      if (!DECIMAL.matcher(text).matches()) {
        return Double.NaN;
      }
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException notANumber) {
        return Double.NaN;
      }
    }
  }

  /**
   * A covariate with levels: an indicator for each but the first.
   *
   * @param name the covariate
   * @param levels in order; the first is the baseline
   */
  record Categorical(String name, List<String> levels) implements Coding {
    /** Copies the levels. */
    public Categorical {
      levels = List.copyOf(levels);
    }

    /** Learns the levels: in numeric order if all are numbers, else in the order of their text. */
    static Categorical learn(String name, Iterable<String> texts) {
      TreeSet<String> sorted = new TreeSet<>();
      texts.forEach(sorted::add);
      List<String> levels = new ArrayList<>(sorted);
      if (levels.stream().noneMatch(level -> Double.isNaN(Continuous.number(level)))) {
        levels.sort((a, b) -> Double.compare(Continuous.number(a), Continuous.number(b)));
      }
      return new Categorical(name, levels);
    }

    @Override
    public List<String> columns() {
      return levels.stream().skip(1).map(level -> name + "[" + level + "]").toList();
    }

    @Override
    public boolean code(String text, double[] out, int offset) {
      int level = levels.indexOf(text);
      for (int l = 1; l < levels.size(); l++) {
        out[offset + l - 1] = l == level ? 1 : 0;
      }
      return level >= 0;
    }
  }
}
