package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.publish.RunRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A command that is sent SIGTERM, as by Ctrl-C, a scheduler or a machine that goes down: it ends
 * with 143, readers see the old output or the new one, and the next run leaves nothing else.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class TerminatedTest extends OnSpark {
  /** 128 and the number of the signal. */
  private static final int BY_SIGTERM = 143;

  private final StudyTable study = StudyTable.of(5, 3, 12, 4);

  private String seen() throws IOException {
    return RunRecord.completeRun(
        new Configuration(), new org.apache.hadoop.fs.Path(output().toString()));
  }

  private List<String> command(String command, String... more) {
    List<String> arguments = Harmonised.arguments(write("scans.csv", study), output(), more);
    arguments.set(0, command);
    if (command.equals("fit")) {
      arguments.subList(arguments.indexOf("--format"), arguments.indexOf("--format") + 2).clear();
    }
    return arguments;
  }

  private Path logs() throws IOException {
    return Files.createDirectories(folder.resolve("logs"));
  }

  private List<String> made() {
    return Cli.entries(folder).stream()
        .filter(name -> !name.equals("logs") && !name.endsWith(".csv"))
        .toList();
  }

  private TerminatedCommand terminated(String type, String method, List<String> arguments)
      throws Exception {
    TerminatedCommand ended =
        TerminatedCommand.run("org.chorale." + type, method, logs(), arguments);
    assertThat(ended.reached()).as(ended.err()).isTrue();
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(BY_SIGTERM);
    return ended;
  }

  @ParameterizedTest
  @CsvSource({
    "harmonise, io.rows.RowWriter, write",
    "harmonise, job.fit.SolvedBlockWriter, write",
    "harmonise, job.apply.AdjustedPart, write",
    "fit, io.modeldir.ModelJson, write",
  })
  void beforeItPublishesTheOldOutputStaysUnlessItIsFasterThanItsEnd(
      String command, String type, String method) throws Exception {
    Cli.run(command(command)).succeeds();
    String old = seen();
    List<String> other = command(command, "--prior", "none", "--refresh");
    terminated(type, method, other);
    // Threads go on while the process ends: what is visible then is whole, for whoever made it.
    List<String> visible = seen().equals(old) ? command(command) : other;
    assertThat(Cli.run(visible).succeeds()).contains("already holds this very run");
    Cli.run(other).succeeds();
    assertThat(seen()).isNotEqualTo(old);
    assertThat(made()).containsExactly("out");
  }

  @Test
  void whileItPublishesTheNewOutputComesWhole() throws Exception {
    Cli.run(command("harmonise")).succeeds();
    String old = seen();
    List<String> other = command("harmonise", "--prior", "none", "--refresh");
    terminated("io.publish.Staging", "putInPlace", other);
    assertThat(seen()).isNotNull().isNotEqualTo(old);
    List<String> again = new ArrayList<>(other);
    assertThat(Cli.run(again).succeeds()).contains("already holds this very run");
    Cli.run(command("harmonise", "--mean-only", "--refresh")).succeeds();
    assertThat(made()).containsExactly("out");
  }

  @Test
  void ofAFirstRunNothingIsVisibleOrAll() throws Exception {
    TerminatedCommand ended =
        terminated("job.fit.SolvedBlockWriter", "write", command("harmonise"));
    assertThat(ended.err()).doesNotContain("\tat org.chorale");
    assertThat(Files.exists(output())).isEqualTo(seen() != null);
    Cli.run(command("harmonise")).succeeds();
    assertThat(made()).containsExactly("out");
  }
}
