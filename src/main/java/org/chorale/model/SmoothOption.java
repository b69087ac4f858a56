package org.chorale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chorale.stats.smooth.Beyond;
import org.chorale.stats.smooth.SplineKind;

/**
 * A smooth covariate as an option spells it: {@code age}, {@code age:k=8,basis=cr,lambda=gcv}.
 * Keys:
 *
 * <ul>
 *   <li>{@code basis}: a {@link SplineKind}, or R's {@code bs}, {@code ns}, {@code cr}
 *   <li>{@code k}: its size
 *   <li>{@code lambda}: {@code reml}, {@code gcv}, a number, or a file with one per feature
 *   <li>{@code bounds}: {@code 5..90}
 *   <li>{@code beyond}: a {@link Beyond}
 * </ul>
 */
public final class SmoothOption {
  private static final SplineKind DEFAULT = SplineKind.PENALISED_B_SPLINE;
  private static final List<String> KEYS = List.of("basis", "k", "lambda", "bounds", "beyond");
  private static final Map<String, SplineKind> NAMES_IN_R =
      Map.of(
          "bs", SplineKind.B_SPLINE,
          "ns", SplineKind.NATURAL,
          "cr", SplineKind.CUBIC_REGRESSION);

  private final String name;
  private Smooth smooth;

  private SmoothOption(String name, Smooth smooth) {
    this.name = name;
    this.smooth = smooth;
  }

  /**
   * Reads one smooth covariate.
   *
   * @param text name, and after a colon what differs from the default; a name with a colon in it
   *     stands in double quotes
   * @throws InvalidInputException naming the covariate, what was found and what is expected
   */
  public static Term parse(String text) {
    int close = text.startsWith("\"") ? text.indexOf('"', 1) : -1;
    int colon = text.indexOf(':', close + 1);
    String name = NameList.parse(colon < 0 ? text : text.substring(0, colon), '\n').get(0);
    List<String[]> settings = new ArrayList<>();
    if (colon >= 0) {
      for (String setting : NameList.parse(text.substring(colon + 1), ',')) {
        String[] pair = setting.split("=", 2);
        if (pair.length < 2 || !KEYS.contains(pair[0])) {
          throw refused(
              name, "'%s' is no setting%s".formatted(setting, Nearest.hint(pair[0], KEYS)));
        }
        settings.add(pair);
      }
    }
    // The basis first: it decides what the others mean.
    SplineKind kind =
        settings.stream()
            .filter(pair -> pair[0].equals("basis"))
            .map(pair -> kind(name, pair[1]))
            .reduce(DEFAULT, (before, after) -> after);
    SmoothOption option = new SmoothOption(name, Smooth.of(kind));
    settings.forEach(pair -> option.set(pair[0], pair[1]));
    return Term.smooth(name, option.smooth);
  }

  private static SplineKind kind(String name, String word) {
    SplineKind kind = NAMES_IN_R.getOrDefault(word, Word.choice(SplineKind.class, word));
    if (kind == null) {
      List<String> words = Arrays.stream(SplineKind.values()).map(Word::of).toList();
      throw refused(name, "there is no basis '%s'%s".formatted(word, Nearest.hint(word, words)));
    }
    return kind;
  }

  private void set(String key, String value) {
    switch (key) {
      case "k" -> smooth = smooth.withK(size(value));
      case "lambda" -> smooth = smooth.withLambda(Lambda.parse(value));
      case "bounds" -> setBounds(value);
      case "beyond" -> {
        Beyond beyond = Word.choice(Beyond.class, value);
        if (beyond == null) {
          List<String> words = Arrays.stream(Beyond.values()).map(Word::of).toList();
          throw refused(name, "beyond is '%s'%s".formatted(value, Nearest.hint(value, words)));
        }
        smooth = smooth.withBeyond(beyond);
      }
      default -> {
        // The basis, which is set.
      }
    }
  }

  private int size(String value) {
    if (!value.matches("[0-9]{1,6}")) {
      throw refused(
          name,
          "k is '%s'; it must be a whole number, at least %d for basis %s"
              .formatted(value, smooth.kind().leastK(), Word.of(smooth.kind())));
    }
    return Integer.parseInt(value);
  }

  /**
   * The same with boundaries that were given apart.
   *
   * @param bounds as {@code 5..90}
   * @throws InvalidInputException if they are no two numbers in order, or given already
   */
  public static Term withBounds(Term term, String bounds) {
    if (term.smooth().bounded()) {
      throw refused(term.name(), "bounds are given twice; leave one out");
    }
    SmoothOption option = new SmoothOption(term.name(), term.smooth());
    option.setBounds(bounds);
    return Term.smooth(term.name(), option.smooth);
  }

  /** The option that stands for a smooth covariate, every setting written out; λ's file unnamed. */
  public static String format(Term term) {
    Smooth smooth = term.smooth();
    List<String> settings = new ArrayList<>();
    settings.add("basis=" + Word.of(smooth.kind()));
    settings.add("k=" + smooth.k());
    if (smooth.lambda() != null) {
      settings.add("lambda=" + smooth.lambda().word());
    }
    if (smooth.bounded()) {
      settings.add("bounds=%s..%s".formatted(smooth.lower(), smooth.upper()));
    }
    settings.add("beyond=" + Word.of(smooth.beyond()));
    return NameList.quoteIfNeeded(term.name(), ':') + ":" + String.join(",", settings);
  }

  private void setBounds(String value) {
    String[] ends = value.split("\\.\\.", 2);
    double lower = Coding.Continuous.number(ends[0]);
    double upper = ends.length == 2 ? Coding.Continuous.number(ends[1]) : Double.NaN;
    if (!Double.isFinite(lower) || !Double.isFinite(upper)) {
      throw refused(name, "bounds are '%s'; write two numbers, as 5..90".formatted(value));
    }
    smooth = smooth.withBounds(lower, upper);
  }

  private static InvalidInputException refused(String name, String what) {
    return new InvalidInputException("smooth covariate '" + name + "': " + what);
  }
}
