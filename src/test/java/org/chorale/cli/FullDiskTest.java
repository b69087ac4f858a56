package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fills up while a run writes to it, at whatever stage: one line, nothing left. */
class FullDiskTest extends OnSpark {
  private Path disk;

  /** A file system of that size, where the test may mount one. */
  private Path mount(int kibibytes) throws IOException {
    Path point = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        ran("mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k", "tmpfs", point.toString()),
        "no small disk can be mounted here (that takes root); left out");
    disk = point;
    return point;
  }

  @AfterEach
  void unmount() throws IOException {
    if (disk != null) {
      // Busy if a file was left open.
      assertThat(ran("umount", disk.toString())).isTrue();
    }
  }

  private static boolean ran(String... command) throws IOException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void assertOneLine(Cli run, Path output) {
    assertThat(run.exitCode()).isEqualTo(Main.FAULT);
    assertThat(run.err().lines().toList())
        .singleElement()
        .asString()
        .startsWith("chorale: the disk is full where " + output + " would be")
        .contains("nothing was published");
    assertThat(Cli.entries(output.getParent())).isEmpty();
  }

  /** The input has 650 kB: the disk fills in the row store, the model, the ledger or the table. */
  @ParameterizedTest
  @ValueSource(ints = {16, 220, 244, 256, 280, 400})
  void aFullDiskIsOneLineAndNothingIsLeft(int kibibytes) throws IOException {
    String input = write("scans.csv", StudyTable.of(7, 3, 200, 60));
    Path output = mount(kibibytes).resolve("out");
    for (String format : List.of("csv", "parquet")) {
      assertOneLine(Cli.run(Harmonised.arguments(input, output, "--format", format)), output);
    }
  }

  @Test
  void simulatingOntoAFullDiskIsOneLineAndNothingIsLeft() throws IOException {
    Path output = mount(64).resolve("out");
    assertOneLine(
        Cli.run("simulate", "--scans=300", "--features=200", "--output", output.toString()),
        output);
  }

  @Test
  void anOldRunOnTheDiskStaysAsItIs() throws IOException {
    Path output = mount(800).resolve("out");
    Cli.run(Harmonised.arguments(write("small.csv", StudyTable.of(7, 3, 10, 3)), output))
        .succeeds();
    String before = Files.readString(output.resolve("harmonised.csv"));
    String input = write("scans.csv", StudyTable.of(7, 3, 300, 60));
    Cli run = Cli.run(Harmonised.arguments(input, output, "--overwrite"));
    assertThat(run.exitCode()).isEqualTo(Main.FAULT);
    assertThat(output.resolve("harmonised.csv")).hasContent(before);
    assertThat(Cli.entries(disk)).containsExactly("out");
  }

  @Test
  void spacesThatSparkNeedsForItselfAreCalledSparks() {
    Exception failure = new IllegalStateException("job aborted: No space left on device");
    failure.setStackTrace(new StackTraceElement[0]);
    assertThat(FullDisk.complaint(failure, "out")).contains("spark.local.dir");
    assertThat(FullDisk.complaint(new IllegalStateException("else"), "out")).isNull();
  }
}
