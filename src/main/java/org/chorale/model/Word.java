package org.chorale.model;

import java.util.Locale;

/** A choice as options and files spell it: {@code mean-only} for {@code MEAN_ONLY}. */
public final class Word {
  private Word() {}

  /** The word of a choice. */
  public static String of(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The choice of a word, whatever its case, or null if there is none. */
  public static <E extends Enum<E>> E choice(Class<E> type, String word) {
    for (E choice : type.getEnumConstants()) {
      if (of(choice).equals(word.toLowerCase(Locale.ROOT))) {
        return choice;
      }
    }
    return null;
  }
}
