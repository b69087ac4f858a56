package org.chorale.report.verdict;

/** How good a finding is: a colour, and a sign for those who don't see it. */
public enum Tone {
  GOOD("good", "✓"),
  MIXED("mixed", "!"),
  BAD("bad", "✕"),
  NEUTRAL("neutral", "–");

  /** Class of the style sheet. */
  public final String style;

  /** Sign in front of the word. */
  public final String sign;

  Tone(String style, String sign) {
    this.style = style;
    this.sign = sign;
  }
}
