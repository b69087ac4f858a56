package org.chorale.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lists of names as options and job files give them: {@code lh_*,rh_*} or, for a name with the
 * separator in it, {@code "left, anterior",age}. A doubled quote inside quotes is a quote.
 */
public final class NameList {
  private NameList() {}

  /**
   * Splits a list.
   *
   * @param text the list; blanks around names don't count
   * @param separator between names
   * @throws InvalidInputException if a quote isn't closed or a name is empty
   */
  public static List<String> parse(String text, char separator) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    boolean wasQuoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        name.append('"');
        i++;
      } else if (c == '"' && (quoted || name.toString().isBlank())) {
        if (!quoted) {
          name.setLength(0);
        }
        quoted = !quoted;
        wasQuoted = true;
      } else if (c == separator && !quoted) {
        names.add(finished(name, wasQuoted, text));
        name.setLength(0);
        wasQuoted = false;
      } else {
        name.append(c);
      }
    }
    if (quoted) {
      throw new InvalidInputException("a double quote is not closed in the list '" + text + "'");
    }
    names.add(finished(name, wasQuoted, text));
    return names;
  }

  private static String finished(StringBuilder name, boolean wasQuoted, String text) {
    String finished = wasQuoted ? name.toString() : name.toString().strip();
    if (finished.isEmpty()) {
      throw new InvalidInputException("an empty name in the list '" + text + "'");
    }
    return finished;
  }

  /** The list that {@link #parse} reads as these names. */
  public static String format(List<String> names, char separator) {
    List<String> parts = new ArrayList<>();
    for (String name : names) {
      parts.add(quoteIfNeeded(name, separator));
    }
    return String.join(String.valueOf(separator), parts);
  }

  /** The name itself, or in double quotes if it holds the separator, a quote or outer blanks. */
  public static String quoteIfNeeded(String name, char separator) {
    boolean plain =
        name.indexOf(separator) < 0 && name.indexOf('"') < 0 && name.equals(name.strip());
    return plain && !name.isEmpty() ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A pattern for a glob: {@code *} any run of characters, {@code ?} one; all else is literal. */
  public static Pattern glob(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
