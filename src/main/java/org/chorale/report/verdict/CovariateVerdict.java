package org.chorale.report.verdict;

import static org.chorale.report.words.Numbers.number;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.chorale.model.diagnosis.CovariateDiagnosis;
import org.chorale.model.diagnosis.Diagnosis;

/** Whether covariates kept their effects, by mean |t| over features. */
final class CovariateVerdict {
  private static final String QUESTION = "Are the effects of covariates kept?";

  /** Without any effect mean |t| is about 0.8; below 1 there is nothing to lose. */
  private static final double AN_EFFECT = 1;

  /** A mean |t| that falls to less is weaker. */
  private static final double KEPT = 0.95;

  /** One that falls to less is much weaker. */
  private static final double WEAKER = 0.8;

  /** Columns named in the sentence. */
  private static final int NAMED = 4;

  private CovariateVerdict() {}

  static Verdict of(Diagnosis diagnosis) {
    List<CovariateDiagnosis> all = diagnosis.covariates();
    if (all.isEmpty()) {
      return new Verdict(
          QUESTION,
          Tone.NEUTRAL,
          "None was named",
          null,
          null,
          "",
          "No covariate was named, so what differs between sites because their people differ counts as an effect of site.");
    }
    if (all.stream().anyMatch(c -> c.effects().after() == null)) {
      return onlyBefore(all);
    }
    List<CovariateDiagnosis> byChange =
        all.stream().sorted(Comparator.comparingDouble(CovariateVerdict::weight)).toList();
    CovariateDiagnosis worst = byChange.get(0);
    double change = change(worst);
    boolean none = all.stream().noneMatch(CovariateVerdict::hasEffect);
    return new Verdict(
        QUESTION,
        none ? Tone.NEUTRAL : tone(change),
        none ? "Nothing to lose" : word(change),
        number(worst.effects().before().meanAbsT()),
        number(worst.effects().after().meanAbsT()),
        "mean |t| of %s%s".formatted(worst.column(), all.size() > 1 ? ", which fares worst" : ""),
        sentence(byChange));
  }

  private static Verdict onlyBefore(List<CovariateDiagnosis> all) {
    CovariateDiagnosis first = all.get(0);
    String effects =
        all.stream()
            .limit(NAMED)
            .map(c -> c.column() + " " + number(c.effects().before().meanAbsT()))
            .collect(Collectors.joining(", "));
    return new Verdict(
        QUESTION,
        Tone.NEUTRAL,
        "Not harmonised",
        number(first.effects().before().meanAbsT()),
        null,
        "mean |t| of " + first.column(),
        "With site in the model, mean |t| over all features is: %s%s."
            .formatted(effects, more(all.size())));
  }

  private static boolean hasEffect(CovariateDiagnosis covariate) {
    return covariate.effects().before().meanAbsT() >= AN_EFFECT;
  }

  /** After over before. */
  private static double change(CovariateDiagnosis covariate) {
    return covariate.effects().after().meanAbsT() / covariate.effects().before().meanAbsT();
  }

  /** Effects that fall most come first, what is no effect last. */
  private static double weight(CovariateDiagnosis covariate) {
    double change = change(covariate);
    return hasEffect(covariate) && !Double.isNaN(change) ? change : Double.MAX_VALUE;
  }

  private static Tone tone(double change) {
    if (change >= KEPT) {
      return Tone.GOOD;
    }
    return change >= WEAKER ? Tone.MIXED : Tone.BAD;
  }

  private static String word(double change) {
    if (change >= KEPT) {
      return "Yes";
    }
    return change >= WEAKER ? "Somewhat weaker" : "No, weakened";
  }

  private static String sentence(List<CovariateDiagnosis> byChange) {
    String effects =
        byChange.stream()
            .limit(NAMED)
            .map(
                c ->
                    "%s %s before and %s after"
                        .formatted(
                            c.column(),
                            number(c.effects().before().meanAbsT()),
                            number(c.effects().after().meanAbsT())))
            .collect(Collectors.joining("; "));
    long fell = byChange.stream().filter(c -> hasEffect(c) && change(c) < KEPT).count();
    String judgement =
        fell == 0
            ? "No covariate with an effect lost more than 5\u00a0% of it"
            : "%d of %d covariate columns lost more than 5\u00a0%% of their effect"
                .formatted(fell, byChange.size());
    return "%s; mean |t| over all features: %s%s."
        .formatted(judgement, effects, more(byChange.size()));
  }

  private static String more(int columns) {
    return columns > NAMED ? "; and %d more below".formatted(columns - NAMED) : "";
  }
}
