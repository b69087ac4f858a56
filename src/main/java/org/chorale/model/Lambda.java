package org.chorale.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the smoothing parameter of a penalised smooth comes about, for each feature on its own.
 *
 * @param choice how
 * @param value the λ of all features, if it is fixed; else NaN
 * @param file where the λ of each feature stands, if they are given; else null
 */
public record Lambda(Choice choice, double value, String file) {
  /** How λ comes about. */
  public enum Choice {
    /** Restricted likelihood. */
    REML,
    /** Generalised cross-validation. */
    GCV,
    /** One for all features. */
    FIXED,
    /** One per feature, from a file. */
    FILE
  }

  /** Chosen by restricted likelihood. */
  public static Lambda reml() {
    return new Lambda(Choice.REML, Double.NaN, null);
  }

  /** Chosen by generalised cross-validation. */
  public static Lambda gcv() {
    return new Lambda(Choice.GCV, Double.NaN, null);
  }

  /** The same for all features. */
  public static Lambda fixed(double value) {
    return new Lambda(Choice.FIXED, value, null);
  }

  /** Read from a file. */
  public static Lambda file(String file) {
    return new Lambda(Choice.FILE, Double.NaN, file);
  }

  /** {@code reml}, {@code gcv}, a number, or else a file. */
  static Lambda parse(String text) {
    double number = Coding.Continuous.number(text);
    if (!Double.isNaN(number)) {
      return fixed(number);
    }
    Choice choice = Word.choice(Choice.class, text);
    return choice == Choice.REML || choice == Choice.GCV
        ? new Lambda(choice, Double.NaN, null)
        : file(text);
  }

  /** As an option spells it; {@code file} whatever the file. */
  public String word() {
    return choice == Choice.FIXED ? Double.toString(value) : Word.of(choice);
  }

  /** Whether it is chosen from the data. */
  public boolean isChosen() {
    return choice == Choice.REML || choice == Choice.GCV;
  }

  /**
   * Brings what a file says into the order of the features.
   *
   * @param covariate the smooth
   * @param features of the run
   * @param byName λ by name of the feature
   * @throws InvalidInputException if a feature has none, or it is negative or no finite number
   */
  public static double[] inOrder(
      String covariate, List<String> features, Map<String, Double> byName) {
    List<String> without = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    double[] lambda = new double[features.size()];
    for (int v = 0; v < lambda.length; v++) {
      Double value = byName.get(features.get(v));
      if (value == null) {
        without.add(features.get(v));
      } else if (!(value >= 0) || Double.isInfinite(value)) {
        unusable.add(features.get(v) + " (" + value + ")");
      } else {
        lambda[v] = value;
      }
    }
    if (!without.isEmpty() || !unusable.isEmpty()) {
      boolean missing = !without.isEmpty();
      List<String> named = missing ? without : unusable;
      throw new InvalidInputException(
          "smooth covariate '%s': lambda %s for %s: %s; every feature needs one number, 0 or more"
              .formatted(
                  covariate,
                  missing ? "is missing" : "can't be used",
                  ScanTable.counted(named.size(), "feature"),
                  ScanTable.firstOf(named)));
    }
    return lambda;
  }
}
