package org.chorale.cli;

import java.util.ArrayList;
import java.util.List;
import org.chorale.model.InvalidInputException;
import org.chorale.model.NameList;
import org.chorale.model.Nearest;
import org.chorale.model.SmoothOption;
import org.chorale.model.Term;

/** {@code --smooth} and {@code --smooth-bounds} as covariates. */
final class SmoothTerms {
  private SmoothTerms() {}

  /**
   * Reads them.
   *
   * @param smooths one covariate each, with its settings
   * @param bounds {@code age=5..90}, or {@code 5..90} for the only one
   * @throws InvalidInputException naming the covariate, what was found and what is expected
   */
  static Term[] of(List<String> smooths, List<String> bounds) {
    List<Term> terms = new ArrayList<>(smooths.stream().map(SmoothOption::parse).toList());
    List<String> names = terms.stream().map(Term::name).toList();
    for (String given : bounds) {
      int equals = given.lastIndexOf('=');
      if (equals < 0 && terms.size() != 1) {
        throw new InvalidInputException(
            "--smooth-bounds is '%s', but there are %d smooth covariates; write COL=%s"
                .formatted(given, terms.size(), given));
      }
      String name =
          equals < 0 ? names.get(0) : NameList.parse(given.substring(0, equals), '\n').get(0);
      int at = names.indexOf(name);
      if (at < 0) {
        throw new InvalidInputException(
            "--smooth-bounds names '%s', which no --smooth does%s"
                .formatted(name, names.isEmpty() ? "" : Nearest.hint(name, names)));
      }
      terms.set(at, SmoothOption.withBounds(terms.get(at), given.substring(equals + 1)));
    }
    return terms.toArray(Term[]::new);
  }
}
