package org.chorale.report.words;

import java.util.List;
import java.util.stream.Collectors;

/** Text of the user as it may be shown. */
public final class VisibleText {
  private VisibleText() {}

  /**
   * Characters that would vanish or turn the text around them (controls, marks of direction, halves
   * of pairs) as the sign for what can't be shown, U+FFFD.
   */
  public static String of(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints().forEach(c -> visible.appendCodePoint(isHidden(c) ? '\ufffd' : c));
    return visible.toString();
  }

  /** Every one of them. */
  public static List<String> of(List<String> texts) {
    return texts.stream().map(VisibleText::of).toList();
  }

  /** Some of a list, and how many more there are. */
  public static String some(List<String> texts, int most) {
    String shown = of(texts).stream().limit(most).collect(Collectors.joining(", "));
    return texts.size() <= most
        ? shown
        : "%s and %s more".formatted(shown, Numbers.count(texts.size() - most));
  }

  private static boolean isHidden(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
