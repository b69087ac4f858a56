package org.chorale.report.verdict;

import static org.chorale.report.words.Numbers.percent;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.TestSummary;

/**
 * Whether tests find the site. One test of level and one of spread stand for all: ANOVA and
 * Levene's if they were made, else the first of their kind.
 */
final class SiteVerdict {
  private static final String QUESTION = "Does site show in the features?";

  /** At a false discovery rate of 5 % so many features are nothing to worry about. */
  private static final double FEW = 0.05;

  /** Up to so many something is left, beyond it the site effect is. */
  private static final double SOME = 0.25;

  private SiteVerdict() {}

  static Verdict of(Diagnosis diagnosis) {
    List<TestSummary> judged =
        Stream.of(
                chosen(diagnosis.tests(), "location", "anova"),
                chosen(diagnosis.tests(), "scale", "levene"))
            .flatMap(Optional::stream)
            .filter(test -> !Double.isNaN(test.results().before().share()))
            .toList();
    if (judged.isEmpty()) {
      return new Verdict(
          QUESTION,
          Tone.NEUTRAL,
          "Not tested",
          null,
          null,
          "",
          "No feature could be tested for an effect of site.");
    }
    TestSummary first = judged.get(0);
    boolean hasAfter = judged.stream().allMatch(test -> test.results().after() != null);
    String noun = diagnosis.run().featureNoun();
    return new Verdict(
        QUESTION,
        hasAfter ? tone(judged) : before(judged),
        hasAfter ? word(judged) : wordBefore(judged),
        percent(first.results().before().share()),
        hasAfter ? percent(first.results().after().share()) : null,
        "%s whose %s differs by site".formatted(noun, aspect(first)),
        sentence(judged, hasAfter, noun));
  }

  private static Optional<TestSummary> chosen(
      List<TestSummary> tests, String aspect, String preferred) {
    List<TestSummary> ofAspect =
        tests.stream().filter(test -> test.aspect().equals(aspect)).toList();
    return ofAspect.stream()
        .filter(test -> test.name().equals(preferred))
        .findFirst()
        .or(() -> ofAspect.stream().findFirst());
  }

  private static String aspect(TestSummary test) {
    return test.aspect().equals("scale") ? "spread" : "level";
  }

  private static Tone before(List<TestSummary> judged) {
    return worstBefore(judged) <= FEW ? Tone.GOOD : Tone.BAD;
  }

  private static String wordBefore(List<TestSummary> judged) {
    return worstBefore(judged) <= FEW ? "Hardly" : "Yes, not harmonised";
  }

  private static Tone tone(List<TestSummary> judged) {
    double after = worstAfter(judged);
    if (after <= FEW) {
      return Tone.GOOD;
    }
    return after <= SOME && !grew(judged) ? Tone.MIXED : Tone.BAD;
  }

  private static String word(List<TestSummary> judged) {
    double after = worstAfter(judged);
    if (after <= FEW) {
      return worstBefore(judged) <= FEW ? "Hardly, before and after" : "No longer";
    }
    if (grew(judged)) {
      return "More than before";
    }
    return after <= SOME ? "In some, still" : "Yes, still";
  }

  /** NaN counts as the worst: what could not be tested after is not removed. */
  private static double worstAfter(List<TestSummary> judged) {
    return judged.stream()
        .mapToDouble(test -> test.results().after().share())
        .map(share -> Double.isNaN(share) ? 1 : share)
        .max()
        .orElseThrow();
  }

  private static double worstBefore(List<TestSummary> judged) {
    return judged.stream().mapToDouble(test -> test.results().before().share()).max().orElseThrow();
  }

  private static boolean grew(List<TestSummary> judged) {
    return judged.stream()
        .anyMatch(test -> test.results().after().share() > test.results().before().share() + 0.02);
  }

  private static String sentence(List<TestSummary> judged, boolean hasAfter, String noun) {
    return judged.stream()
        .map(test -> clause(test, noun))
        .collect(
            Collectors.joining(
                ", and ",
                "Site ",
                ", at a false discovery rate of 5\u00a0%."
                    + (hasAfter ? "" : " The values have not been harmonised.")));
  }

  private static String clause(TestSummary test, String noun) {
    TestSummary.Result after = test.results().after();
    return "%s %s of %s%s (%s)"
        .formatted(
            test.aspect().equals("scale") ? "changes the spread of" : "shifts the level of",
            percent(test.results().before().share()),
            noun,
            after == null ? "" : " before and of %s after".formatted(percent(after.share())),
            shortName(test));
  }

  private static String shortName(TestSummary test) {
    return switch (test.name()) {
      case "anova" -> "ANOVA";
      case "levene" -> "Levene’s test";
      default -> test.title();
    };
  }
}
