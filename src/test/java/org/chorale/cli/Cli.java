package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** A command that was run: its exit code and what it printed. */
record Cli(int exitCode, String out, String err) {

  /** One for a test class; the command uses the context that runs. */
  static SparkSession startSpark() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("commands")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate();
  }

  static Cli run(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments.toArray(String[]::new));
    return new Cli(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static Cli run(String... arguments) {
    return run(List.of(arguments));
  }

  /** It did what it was asked for; gives what it printed. */
  String succeeds() {
    assertThat(exitCode).as(err).isZero();
    return out;
  }

  /**
   * It refused the user's input or options with a message that holds all of {@code parts}, without
   * a stack trace, and nothing is visible in {@code folder} that wasn't there before.
   */
  void refuses(Path folder, List<String> before, String... parts) {
    assertThat(err).contains(parts);
    assertThat(err).startsWith("chorale: ").doesNotContain("Exception", "\tat ");
    assertThat(exitCode).isEqualTo(Main.INVALID);
    assertThat(entries(folder)).isEqualTo(before);
  }

  /** Names in a folder, hidden ones too, sorted. */
  static List<String> entries(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
