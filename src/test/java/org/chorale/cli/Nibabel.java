package org.chorale.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Python with nibabel, the reader that everybody's images are read with. */
final class Nibabel {
  private static final String PYTHON = "/usr/bin/python3";
  private static final int LONGEST_MINUTES = 5;

  private Nibabel() {}

  /** How a program ended. */
  record Ended(int exitCode, String printed) {}

  /**
   * Leaves the test out, and says so, where nibabel is not there and can't be installed. It is
   * Debian's python3-nibabel; root may install it.
   */
  static void assumeInstalled() {
    boolean there = imports();
    if (!there && "root".equals(System.getProperty("user.name")) && Files.exists(apt())) {
      run(List.of(apt().toString(), "install", "-y", "--no-install-recommends", "python3-nibabel"));
      there = imports();
    }
    assumeTrue(there, "left out: no nibabel for " + PYTHON + " (apt-get install python3-nibabel)");
  }

  private static Path apt() {
    return Path.of("/usr/bin/apt-get");
  }

  private static boolean imports() {
    return Files.exists(Path.of(PYTHON))
        && run(List.of(PYTHON, "-c", "import nibabel")).exitCode() == 0;
  }

  /** Runs a script of ours. */
  static Ended script(String name, String... arguments) {
    Path script =
        Path.of(System.getProperty("chorale.basedir", "."), "src", "test", "python", name);
    List<String> command = new ArrayList<>(List.of(PYTHON, script.toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static Ended run(List<String> command) {
    try {
      Path printed = Files.createTempFile("nibabel", ".txt");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
      boolean ended = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
      process.destroyForcibly();
      String text = Files.readString(printed, StandardCharsets.UTF_8);
      Files.delete(printed);
      return new Ended(ended ? process.exitValue() : -1, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
