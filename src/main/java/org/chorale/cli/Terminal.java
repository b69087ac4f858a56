package org.chorale.cli;

import java.io.PrintStream;

/** Where the user reads: results on one stream, progress and complaints on the other. */
final class Terminal {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean live;

  @SuppressWarnings("SystemConsoleNull")
  Terminal(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
    this.live = System.console() != null;
  }

  /** A line of the result. */
  void line(String text) {
    out.println(text);
  }

  /** A line that is not the result. */
  void note(String text) {
    err.println(text);
  }

  /** Whether a person may be watching, so that a line can be written over. */
  boolean live() {
    return live;
  }

  /** Writes over the last progress line. */
  void progress(String text) {
    err.print("\r\u001b[K" + text);
    err.flush();
  }
}
