package org.chorale.notebooks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.chorale.cli.Main;

/**
 * The command {@code chorale} inside a notebook's process, on a Spark that is started by the first
 * command and stays. Paths are relative to the notebook's own empty folder.
 */
public final class Command {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\\S+");

  /** How long it took, and run ids: other ones on another day or with the next version. */
  private static final Pattern PASSING =
      Pattern.compile("  read [\\d.,]+ s, .*|  Model +of run .*");

  private Command() {}

  /**
   * Runs a command and prints what it prints, run times and run ids apart.
   *
   * @param words the command as after {@code bin/chorale}; what stands between ' and ' is one word
   * @throws IllegalStateException with its complaint if it fails
   */
  public static void chorale(String words) {
    String printed = run(Main.DONE, words);
    if (!printed.isBlank()) {
      System.out.println(printed.stripTrailing());
    }
  }

  /** Prints a line of text; numbers as {@link String#format} has them. */
  public static void say(String format, Object... values) {
    System.out.println(format.formatted(values));
  }

  /** Runs a command that Chorale has to refuse and prints why. */
  public static void refused(String words) {
    System.out.println(run(Main.INVALID, words).strip());
  }

  /** Runs a command silently; a table of what it prints, for those that print CSV. */
  public static Table printed(String words) {
    return Table.parse(run(Main.DONE, words), ',');
  }

  /** Runs a command silently. */
  public static void quietly(String words) {
    run(Main.DONE, words);
  }

  private static String run(int expected, String words) {
    Locale.setDefault(Locale.ROOT);
    startSpark();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            split(words));
    String complaint = err.toString(StandardCharsets.UTF_8);
    if (code != expected) {
      throw new IllegalStateException(
          "chorale %s: exit code %d%n%s".formatted(words, code, complaint));
    }
    if (expected != Main.DONE) {
      return complaint;
    }
    return Arrays.stream(out.toString(StandardCharsets.UTF_8).split("\n", -1))
        .filter(line -> !PASSING.matcher(line).matches())
        .collect(Collectors.joining("\n"));
  }

  private static String[] split(String words) {
    List<String> found = new ArrayList<>();
    Matcher matcher = WORD.matcher(words);
    while (matcher.find()) {
      found.add(matcher.group(1) == null ? matcher.group() : matcher.group(1));
    }
    return found.toArray(new String[0]);
  }

  private static void startSpark() {
    SparkSession.builder()
        .master("local[2]")
        .appName("notebook")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate();
  }
}
