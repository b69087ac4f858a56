package org.chorale.cli;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that run commands: one session for the class, a new folder for each test. */
abstract class OnSpark {
  private static SparkSession session;

  @TempDir Path folder;

  @BeforeAll
  static void startSpark() {
    session = Cli.startSpark();
  }

  @AfterAll
  static void stopSpark() {
    session.stop();
  }

  static SparkSession spark() {
    return session;
  }

  Path output() {
    return folder.resolve("out");
  }

  String write(String name, StudyTable study) {
    return study.write(folder.resolve(name));
  }

  String write(String name, String text) {
    return StudyTable.write(folder.resolve(name), text);
  }

  /** Runs what must be refused with a message that holds all parts, leaving nothing behind. */
  void assertRefused(List<String> arguments, String... parts) {
    List<String> before = Cli.entries(folder);
    Cli.run(arguments).refuses(folder, before, parts);
  }

  /** Harmonising the study must be refused so. */
  void assertRefused(StudyTable study, List<String> options, String... parts) {
    String input = write("scans.csv", study);
    assertRefused(Harmonised.arguments(input, output(), options.toArray(String[]::new)), parts);
  }

  /** Harmonising the study by the usual options must be refused so. */
  void assertRefused(StudyTable study, String... parts) {
    assertRefused(study, List.of(), parts);
  }
}
