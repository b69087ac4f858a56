package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Options and keys that can't be meant, and outputs that are in the way. */
class OptionRefusalsTest extends OnSpark {

  private static StudyTable study() {
    return StudyTable.of(3, 2, 10, 3);
  }

  private void assertJobRefused(String yaml, String... parts) {
    write("scans.csv", study());
    assertRefused(List.of("harmonise", write("job.yaml", yaml)), parts);
  }

  private String job() {
    return "input: %s\nid: sub\nsite: site\noutput: %s\nformat: csv\n"
        .formatted(folder.resolve("scans.csv"), output());
  }

  @Test
  void anUnknownOptionIsRefusedWithTheNearest() {
    assertRefused(
        study(), List.of("--refrence-site", "A"), "'--refrence-site'", "'--reference-site'");
    assertRefused(study(), List.of("--min-scan=3"), "'--min-scan'", "'--min-scans'");
    assertRefused(List.of("inspect", "--tabel", "sites", "x"), "'--tabel'", "'--table'");
  }

  @Test
  void anUnknownCommandIsRefusedWithTheNearest() {
    assertRefused(List.of("harmonize"), "'harmonize'", "did you mean 'harmonise'?");
  }

  @Test
  void anUnknownWordOfAChoiceIsRefusedWithTheWordsThereAre() {
    assertRefused(
        study(),
        List.of("--prior", "parametic"),
        "'parametic' is not one of parametric, nonparametric, none",
        "did you mean 'parametric'?");
    assertRefused(
        study(), List.of("--small-site", "drop"), "'drop' is not one of mean-only, exclude, fail");
    assertRefused(study(), List.of("--format", "xlsx"), "'xlsx' is not one of parquet, csv");
    assertRefused(
        study(),
        List.of("--eb-stop", "convergd"),
        "not one of reference, converged",
        "'converged'");
  }

  @Test
  void aNumberThatIsNoneOrOutOfRangeIsRefused() {
    assertRefused(study(), List.of("--min-scans", "two"), "--min-scans", "'two'");
    assertRefused(study(), List.of("--min-scans", "0"), "--min-scans is 0", "at least 1");
  }

  @Test
  void whatIsRequiredIsAskedForByItsOption() {
    String input = write("scans.csv", study());
    assertRefused(List.of("harmonise"), "--");
    assertRefused(
        List.of("harmonise", "--id", "sub", "--site", "site", "--output", output().toString()),
        "--input");
    assertRefused(
        List.of("harmonise", "--input", input, "--site", "site", "--output", "o"), "--id");
    assertRefused(List.of("harmonise", "--input", input, "--id", "sub", "--output", "o"), "--site");
    assertRefused(
        List.of("harmonise", "--input", input, "--id", "sub", "--site", "site"), "--output");
  }

  @Test
  void aQuoteThatIsNotClosedInAListIsRefused() {
    assertRefused(study(), List.of("--features", "f1,\"f2"), "double quote is not closed");
    assertRefused(study(), List.of("--features", "f1,,f2"), "empty name");
  }

  @Test
  void anUnknownKeyIsRefusedWithFileLineAndTheNearest() {
    assertJobRefused(
        job() + "contiuous: age\n", "job.yaml:6: unknown key 'contiuous'", "'continuous'");
  }

  @Test
  void aJobFileThatIsNoYamlIsRefusedWithItsLine() {
    assertJobRefused("input: [a.csv\nid: sub\n", "job.yaml:", "not readable as YAML");
    assertJobRefused("- input\n- id\n", "job.yaml", "key: value");
    assertJobRefused("", "job.yaml", "key: value");
    assertJobRefused(job() + "id: other\n", "job.yaml:6", "'id'");
    assertJobRefused(job() + "continuous:\n", "job.yaml:6", "'continuous' must have one value");
    assertJobRefused(job() + "mean-only: sometimes\n", "job.yaml:6", "true or false");
    assertJobRefused(job() + "prior:\n  kind: none\n", "job.yaml:", "'prior' must have one value");
  }

  @Test
  void aJobFileThatDoesNotExistIsOneLine() {
    assertRefused(
        List.of("harmonise", folder.resolve("jbo.yaml").toString()), "there is no such job file");
  }

  @Test
  void theCommandLineWinsOverTheJobFile() {
    write("scans.csv", study());
    String job = write("job.yaml", job() + "prior: none\nreference-site: A\n");
    String out = Cli.run("harmonise", job, "--reference-site", "B").succeeds();
    assertThat(out).contains("reference site 'B'").contains("no empirical Bayes");
  }

  @Test
  void whatIsInTheWayIsRefusedAndLeftAsItIs() throws IOException {
    Path note = Files.createDirectory(output()).resolve("thesis.txt");
    Files.writeString(note, "three years of work");
    assertRefused(study(), "out is in the way", "--overwrite");
    assertThat(note).hasContent("three years of work");
  }

  @Test
  void aFileInTheWayIsRefusedAndLeftAsItIs() throws IOException {
    Files.writeString(output(), "three years of work");
    assertRefused(study(), "out is in the way", "--overwrite");
    assertThat(output()).hasContent("three years of work");
  }

  @Test
  void theSameRunAgainIsNothingToDo() throws IOException {
    String input = write("scans.csv", study());
    List<String> arguments = Harmonised.arguments(input, output());
    Cli.run(arguments).succeeds();
    Path record = output().resolve("run.json");
    var written = Files.getLastModifiedTime(record);
    assertThat(Cli.run(arguments).succeeds()).contains("nothing to do");
    assertThat(Files.getLastModifiedTime(record)).isEqualTo(written);
    assertThat(Cli.entries(folder)).containsExactly("out", "scans.csv");
  }

  @Test
  void anotherRunInTheWayIsRefusedUnlessItMayBeOverwritten() throws IOException {
    String input = write("scans.csv", study());
    Cli.run(Harmonised.arguments(input, output())).succeeds();
    String before = Files.readString(output().resolve("harmonised.csv"));
    List<String> other = Harmonised.arguments(input, output(), "--mean-only");
    assertRefused(other, "out holds another run", "--overwrite");
    assertThat(output().resolve("harmonised.csv")).hasContent(before);

    Cli.run(Harmonised.arguments(input, output(), "--mean-only", "--overwrite")).succeeds();
    assertThat(Files.readString(output().resolve("harmonised.csv"))).isNotEqualTo(before);
    assertThat(Cli.entries(folder)).containsExactly("out", "scans.csv");
  }

  @Test
  void changedInputIsAnotherRun() {
    Cli.run(Harmonised.arguments(write("scans.csv", study()), output())).succeeds();
    assertRefused(study().set("f1", 0, "2.5"), "out holds another run");
  }

  @Test
  void overwritingNeverDeletesTheInput() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path scans = Path.of(study().write(data.resolve("scans.csv")));
    assertRefused(
        Harmonised.arguments(scans.toString(), data, "--overwrite"),
        scans.toString(),
        "lies in the output",
        "--output");
    assertThat(scans).hasContent(study().text());
  }

  @Test
  void aFailedRunThatMayOverwriteLeavesTheOldOneAsItIs() throws IOException {
    String input = write("scans.csv", study());
    Cli.run(Harmonised.arguments(input, output())).succeeds();
    String before = Files.readString(output().resolve("harmonised.csv"));
    assertRefused(study().set("f1", 0, "error"), List.of("--overwrite"), "found 'error'");
    assertThat(output().resolve("harmonised.csv")).hasContent(before);
  }

  @Test
  void anOutputThatCannotBeMadeIsOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no directory");
    String input = write("scans.csv", study());
    assertRefused(
        Harmonised.arguments(input, file.resolve("out")), "cannot be written", file.toString());
  }

  @Test
  void aDryRunWritesNothing() {
    String input = write("scans.csv", study());
    List<String> before = Cli.entries(folder);
    for (String[] how : new String[][] {{"--dry-run"}, {"--dry-run", "full"}}) {
      String out = Cli.run(Harmonised.arguments(input, output(), how)).succeeds();
      assertThat(out).contains("20").contains("nothing was written");
      assertThat(Cli.entries(folder)).isEqualTo(before);
    }
  }

  @Test
  void aModelThatIsNoneIsOneLine() throws IOException {
    assertRefused(List.of("inspect", folder.resolve("nowhere").toString()), "nowhere");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertRefused(List.of("inspect", empty.toString()), "empty");
  }
}
