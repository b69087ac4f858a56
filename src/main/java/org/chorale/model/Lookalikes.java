package org.chorale.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Labels that are different but probably meant to be one: {@code UCLA} and {@code ucla }. */
final class Lookalikes {
  private Lookalikes() {}

  /**
   * Warnings about labels that differ only in case, blanks or the spelling of a number.
   *
   * @param what they are labels of, in the plural
   */
  static List<String> warnings(String what, Collection<String> labels) {
    Map<String, List<String>> alike = new TreeMap<>();
    for (String label : labels) {
      alike.computeIfAbsent(key(label), key -> new ArrayList<>()).add(label);
    }
    return alike.values().stream()
        .filter(group -> group.size() > 1)
        .map(
            group ->
                "%s %s differ only in case, blanks or the spelling of a number; they are kept apart"
                    .formatted(what, Nearest.listed(group)))
        .toList();
  }

  private static String key(String label) {
    double number = Coding.Continuous.number(label);
    return Double.isNaN(number)
        ? label.toLowerCase(Locale.ROOT).replaceAll("\\s+", "")
        : Double.toString(number);
  }
}
