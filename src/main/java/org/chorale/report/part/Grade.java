package org.chorale.report.part;

/** What a site's sample allows: a colour, a sign and a word. */
public enum Grade {
  GREEN("good", "✓", "green"),
  AMBER("mixed", "!", "amber"),
  RED("bad", "✕", "red"),
  UNGRADED("neutral", "–", "not graded");

  /** Class of the style sheet. */
  public final String style;

  /** Sign in front of the word. */
  public final String sign;

  /** The grade's name. */
  public final String word;

  Grade(String style, String sign, String word) {
    this.style = style;
    this.sign = sign;
    this.word = word;
  }

  /** The grade of that name. */
  static Grade of(String name) {
    for (Grade grade : values()) {
      if (grade.word.equals(name)) {
        return grade;
      }
    }
    return UNGRADED;
  }
}
