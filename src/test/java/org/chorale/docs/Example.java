package org.chorale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chorale.cli.Main;

/** The shipped example, and the documents that speak of it. */
final class Example {
  /** The job file, as a user in the project's directory names it. */
  static final String JOB = "conf/example.yaml";

  private Example() {}

  /** A file of the project. */
  static Path file(String path) {
    return Path.of(System.getProperty("chorale.basedir", ".")).resolve(path);
  }

  /** The text of a file of the project. */
  static String text(String path) {
    try {
      return Files.readString(file(path));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Harmonises the example; gives what was printed, the output named as the job file names it. */
  static String harmonise(Path output, String... options) {
    List<String> arguments = new ArrayList<>(List.of("harmonise", JOB));
    arguments.addAll(List.of("--output", output.toString()));
    arguments.addAll(List.of(options));
    return run(arguments).replace(output.toString(), "out/example");
  }

  /** Runs a command that must succeed; gives what it printed. */
  static String run(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments.toArray(String[]::new));
    assertThat(exitCode).as("%s%n%s", arguments, err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
