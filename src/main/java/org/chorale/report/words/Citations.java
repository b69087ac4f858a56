package org.chorale.report.words;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.RunSummary;
import org.chorale.model.diagnosis.TestSummary;

/** Which papers a run rests on, by the words of its method, its options and its tests. */
final class Citations {
  /** A word of method or options, and what is cited for it. */
  private static final Map<Pattern, List<Reference>> BY_WORD =
      Map.of(
          word("combat"),
          List.of(Reference.JOHNSON_2007, Reference.FORTIN_2017, Reference.FORTIN_2018),
          word("reference[- ]site"),
          List.of(Reference.STEIN_2015),
          word("gam|smooth|splines?"),
          List.of(Reference.POMPONIO_2020, Reference.WOOD_2011),
          word("robust"),
          List.of(Reference.HU_2023),
          word("then|nested|one after the other"),
          List.of(Reference.HORNG_2022),
          word("longitudinal"),
          List.of(Reference.BEER_2020),
          word("covbat"),
          List.of(Reference.CHEN_2022),
          word("residuali[sz]ed?"),
          List.of(Reference.RITCHIE_2015));

  private static final Map<String, Reference> BY_TEST =
      Map.of(
          "kruskal-wallis", Reference.KRUSKAL_1952,
          "levene", Reference.BROWN_1974,
          "bartlett", Reference.BARTLETT_1937,
          "fligner-killeen", Reference.FLIGNER_1976);

  private Citations() {}

  /** Papers of the method, in the order of {@link Reference}. */
  static List<Reference> ofMethod(RunSummary run) {
    String words = words(run);
    List<Reference> cited =
        BY_WORD.entrySet().stream()
            .filter(entry -> entry.getKey().matcher(words).find())
            .flatMap(entry -> entry.getValue().stream())
            .distinct()
            .sorted()
            .toList();
    // The paper on reference sites is on ComBat with one, not on z-scores against one.
    return cited.contains(Reference.JOHNSON_2007)
        ? cited
        : cited.stream().filter(r -> r != Reference.STEIN_2015).toList();
  }

  /** Papers of the tests that were made. */
  static List<Reference> ofTests(Diagnosis diagnosis) {
    Set<Reference> cited = new LinkedHashSet<>();
    if (!diagnosis.tests().isEmpty()) {
      cited.add(Reference.BENJAMINI_1995);
    }
    for (TestSummary test : diagnosis.tests()) {
      if (BY_TEST.containsKey(test.name())) {
        cited.add(BY_TEST.get(test.name()));
      }
    }
    if (diagnosis.distances() != null) {
      cited.add(Reference.MCARDLE_2001);
    }
    if (diagnosis.travelling() != null) {
      cited.add(Reference.SHROUT_1979);
    }
    return cited.stream().sorted().toList();
  }

  /** As in a sentence: {@code Johnson and others 2007; Fortin and others 2017}. */
  static String inText(List<Reference> references) {
    return references.stream().map(r -> r.inText).collect(Collectors.joining("; "));
  }

  /** Method, covariates, and the names and values of those options that are on. */
  private static String words(RunSummary run) {
    List<String> words = new ArrayList<>(List.of(run.method()));
    words.addAll(run.covariates());
    run.options()
        .forEach(
            (name, value) -> {
              if (isOn(value)) {
                words.add(name.equals("method") ? value : name);
              }
            });
    return String.join(" | ", words);
  }

  private static boolean isOn(String value) {
    String word = value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    return !Set.of("", "false", "none", "no", "[]", "null", "-", "–").contains(word);
  }

  private static Pattern word(String alternatives) {
    return Pattern.compile(
        "(?<![\\p{L}\\d])(?:" + alternatives + ")(?![\\p{L}\\d])", Pattern.CASE_INSENSITIVE);
  }
}
