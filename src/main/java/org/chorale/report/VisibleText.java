package org.chorale.report;

/** Text of the user as it may be shown. */
final class VisibleText {
  private VisibleText() {}

  /**
   * Characters that would vanish or turn the text around them (controls, marks of direction, halves
   * of pairs) as the sign for what can't be shown, U+FFFD; line ends and tabs stay.
   */
  static String of(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints().forEach(c -> visible.appendCodePoint(isHidden(c) ? '\ufffd' : c));
    return visible.toString();
  }

  private static boolean isHidden(int c) {
    int type = Character.getType(c);
    return (type == Character.CONTROL && c != '\n' && c != '\r' && c != '\t')
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
