package org.chorale.report.words;

import java.util.List;

/** Lists of names in a sentence. */
public final class Names {
  private Names() {}

  /** Some of them, and how many more there are. */
  public static String some(List<String> names, int most) {
    String shown = String.join(", ", names.subList(0, Math.min(most, names.size())));
    return names.size() <= most
        ? shown
        : "%s and %s more".formatted(shown, Numbers.count(names.size() - most));
  }
}
