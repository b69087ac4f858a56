package org.chorale.io.storage;

/** What a file system says is wrong, fit for a sentence of ours. */
public final class Reason {
  private Reason() {}

  /**
   * The first line of the message, or null if there is none: HDFS sends its server's trace along.
   */
  public static String of(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? null : message.lines().findFirst().orElse(null);
  }
}
