package org.chorale.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** A failure that a full disk or a used-up quota caused, wherever it arrives from. */
final class FullDisk {
  private static final List<String> SIGNS =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "There is not enough space on the disk",
          "The DiskSpace quota of");

  /** Of our writers: what a task of Spark's writes for itself has none in its trace. */
  private static final String OURS = "org.chorale.io.";

  private FullDisk() {}

  /**
   * Says which disk is full.
   *
   * @param output where the command writes, as the user named it, or null
   * @return one line, or null if something else is wrong
   */
  static String complaint(Throwable failure, String output) {
    // A failure in a task arrives as text in the message of another.
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    String text = trace.toString();
    if (SIGNS.stream().noneMatch(text::contains)) {
      return null;
    }
    return output != null && text.contains(OURS)
        ? "the disk is full where %s would be; free some space there, or name another --output"
            .formatted(output)
        : "the disk of Spark's temporary files is full; free some space there, or name another"
            + " directory with spark.local.dir";
  }
}
