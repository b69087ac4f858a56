package org.chorale.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Words for "did you mean". */
public final class Nearest {
  private static final int MOST_LISTED = 12;

  private Nearest() {}

  /**
   * The candidate that is fewest edits away, letter case aside, or null if none is near.
   *
   * @param name what the user wrote
   * @param candidates what exists
   */
  public static String to(String name, Collection<String> candidates) {
    String best = null;
    int fewest = Math.max(2, name.length() / 3) + 1;
    for (String candidate : candidates) {
      int edits = edits(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return best;
  }

  /** A sentence part: {@code ; did you mean 'age'?} or what there is to choose from. */
  public static String hint(String name, Collection<String> candidates) {
    String near = to(name, candidates);
    return near == null ? "; there are: " + listed(candidates) : "; did you mean '" + near + "'?";
  }

  /** Names in single quotes, the first twelve and how many more. */
  public static String listed(Collection<String> names) {
    List<String> shown = new ArrayList<>();
    for (String name : names) {
      if (shown.size() == MOST_LISTED) {
        return String.join(", ", shown) + " and " + (names.size() - MOST_LISTED) + " more";
      }
      shown.add("'" + name + "'");
    }
    return String.join(", ", shown);
  }

  /** Levenshtein distance. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
