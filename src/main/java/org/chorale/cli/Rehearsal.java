package org.chorale.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs what users run most, small, in one JVM: for the launcher, which keeps the classes that were
 * loaded in an archive so that every later start is faster.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * Runs the shipped example, then images from import to export.
   *
   * @param args a new folder for what they write
   */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    String folder = args[0];
    int code = Main.DONE;
    for (List<String> command : commands(folder)) {
      code = Math.max(code, Main.run(out, out, command.toArray(new String[0])));
    }
    System.exit(code);
  }

  private static List<List<String>> commands(String folder) {
    String study = folder + "/study";
    return List.of(
        List.of("harmonise", "conf/example.yaml", "--output", folder + "/out"),
        List.of(
            "simulate",
            "--nifti",
            "--scans=12",
            "--sites=2",
            "--grid=16x18x16",
            "--output=" + study),
        List.of(
            "import",
            "nifti",
            "--images",
            study + "/images",
            "--scans=" + study + "/participants.tsv",
            "--id=sub_id",
            "--site=site",
            "--output=" + folder + "/matrix"),
        List.of(
            "harmonise",
            "--input",
            folder + "/matrix",
            "--continuous=age",
            "--output=" + folder + "/run"),
        List.of("export", "nifti", folder + "/run", "--output=" + folder + "/images"),
        List.of(
            "harmonise-images",
            "--images",
            study + "/images",
            "--scans=" + study + "/participants.tsv",
            "--id=sub_id",
            "--site=site",
            "--continuous=age",
            "--categorical=sex",
            "--output=" + folder + "/in-one"));
  }
}
