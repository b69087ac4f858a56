package org.chorale.report.part;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.chorale.model.diagnosis.BeforeAfter;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.TravellingSubjects;
import org.chorale.model.diagnosis.TravellingSubjects.Agreement;
import org.chorale.model.diagnosis.WithinSlopes;
import org.chorale.model.diagnosis.WithinSlopes.Slopes;
import org.chorale.report.words.Numbers;

/**
 * What people scanned more than once tell.
 *
 * @param travelling null if nobody was scanned at two sites
 * @param slopes null if no time was named
 */
public record PeoplePart(Travelling travelling, Change slopes) {
  /** Agreement between sites. */
  public record Travelling(
      String subjects, String scans, List<Measure> measures, List<Pair> pairs, boolean hasAfter) {}

  /** Change within people over time. */
  public record Change(String time, String subjects, List<Measure> measures, boolean hasAfter) {}

  /**
   * A number before and after.
   *
   * @param better what a better number is
   */
  public record Measure(String title, String better, String before, String after) {}

  /** Two sites with people in common. */
  public record Pair(String first, String second, String subjects, String before, String after) {}

  /** Of a diagnosis; null if it has neither. */
  public static PeoplePart of(Diagnosis diagnosis) {
    if (diagnosis.travelling() == null && diagnosis.slopes() == null) {
      return null;
    }
    return new PeoplePart(travelling(diagnosis.travelling()), slopes(diagnosis.slopes()));
  }

  private static Travelling travelling(TravellingSubjects people) {
    if (people == null) {
      return null;
    }
    BeforeAfter<Agreement> found = people.agreements();
    List<Measure> measures = new ArrayList<>();
    measures.add(
        measure(
            "Absolute difference within a person, in standard deviations",
            "smaller",
            found,
            Agreement::difference));
    measures.add(measure("ICC(2,1), absolute agreement", "larger", found, Agreement::icc21));
    measures.add(measure("ICC(3,1), consistency", "larger", found, Agreement::icc31));
    measures.add(
        measure(
            "Coefficient of variation within a person", "smaller", found, Agreement::variation));
    return new Travelling(
        Numbers.count(people.subjects()),
        Numbers.count(people.scans()),
        measures,
        people.pairs().stream().map(PeoplePart::pair).toList(),
        found.after() != null);
  }

  private static Pair pair(TravellingSubjects.Pair pair) {
    return new Pair(
        pair.first(),
        pair.second(),
        Numbers.count(pair.subjects()),
        Numbers.number(pair.bias().before()),
        pair.bias().after() == null ? null : Numbers.number(pair.bias().after()));
  }

  private static Change slopes(WithinSlopes slopes) {
    if (slopes == null) {
      return null;
    }
    return new Change(
        slopes.time(),
        Numbers.count(slopes.subjects()),
        List.of(
            measure(
                "Mean slope, median over features, in standard deviations per unit of time",
                "unchanged",
                slopes.slopes(),
                Slopes::medianSlope),
            measure(
                "Spread of slopes between people, likewise",
                "smaller",
                slopes.slopes(),
                Slopes::medianSpread)),
        slopes.slopes().after() != null);
  }

  private static <T> Measure measure(
      String title, String better, BeforeAfter<T> found, ToDoubleFunction<T> number) {
    BeforeAfter<String> text = found.map(f -> Numbers.number(number.applyAsDouble(f)));
    return new Measure(title, better, text.before(), text.after());
  }
}
