package org.chorale.job.image;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chorale.model.InvalidInputException;

/**
 * A path with names of columns in braces, {@code {id}} for the one that names the scan, and globs:
 * {@code bids/{participant_id}/ses-*_T1w.nii.gz}. Immutable.
 */
final class PathPattern {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");
  private static final Pattern BRACE = Pattern.compile("[{}]");
  private static final Pattern GLOB_CHARACTER = Pattern.compile("[*?\\[\\]{}\\\\]");

  private final String text;
  private final String idColumn;

  PathPattern(String text, String idColumn) {
    this.text = text;
    this.idColumn = idColumn;
    if (BRACE.matcher(PLACE.matcher(text).replaceAll("")).find()) {
      throw new InvalidInputException(
          "--images '%s': a brace is not closed; the name of a column stands in braces, as in {%s}"
              .formatted(text, idColumn));
    }
  }

  /** Whether a path has names of columns in it. */
  static boolean isOne(String path) {
    return path.indexOf('{') >= 0;
  }

  /** The columns it names. */
  List<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      columns.add(column(place));
    }
    return new ArrayList<>(columns);
  }

  private String column(MatchResult place) {
    return place.group(1).equals("id") ? idColumn : place.group(1);
  }

  /**
   * The glob of a scan.
   *
   * @param texts text of a column, none null
   */
  String glob(UnaryOperator<String> texts) {
    return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(literal(texts, place)));
  }

  private String literal(UnaryOperator<String> texts, MatchResult place) {
    return GLOB_CHARACTER.matcher(texts.apply(column(place))).replaceAll("\\\\$0");
  }

  @Override
  public String toString() {
    return text;
  }
}
