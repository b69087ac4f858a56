package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** What is done to models with tables is done with feature matrices, with the same numbers. */
class LivingMatrixTest extends OnSpark {
  /** In standard deviations of the feature. */
  private static final double ROUNDING = 1e-10;

  private static StudyTable study() {
    StudyTable study = StudyTable.of(23, 3, 16, 9);
    study.set("f2", 5, "").set("f7", 21, "");
    return study.with("scanner", s -> s % 4 < 2 ? "X" : "Y").with("fold", s -> "k" + s / 3 % 2);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private String matrix(String name, StudyTable scans, int blockSize) {
    Cli.run(
            "import",
            "table",
            "--input",
            write(name + ".csv", scans),
            "--id=sub",
            "--site=site",
            "--features=f?",
            "--element=float64",
            "--block-size=" + blockSize,
            "--output",
            at(name))
        .succeeds();
    return at(name);
  }

  private void run(String command, String output, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--output", at(output)));
    Cli.run(all).succeeds();
  }

  private String fit(String output, String matrix, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--input", matrix));
    arguments.addAll(List.of("--continuous=age", "--categorical=sex"));
    arguments.addAll(List.of(options));
    run("fit", output, arguments.toArray(String[]::new));
    return at(output);
  }

  private FixtureTable applied(String output, String model, String matrix, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--model", model, "--input", matrix));
    arguments.addAll(List.of(options));
    run("apply", output, arguments.toArray(String[]::new));
    return values(output);
  }

  private FixtureTable values(String run) {
    run("export", run + "-table", "table", at(run), "--format=csv");
    return FixtureTable.read(folder.resolve(run + "-table").resolve("table.csv"), 1);
  }

  private static void near(FixtureTable expected, FixtureTable found, StudyTable study) {
    assertThat(found.keys()).containsExactlyInAnyOrderElementsOf(expected.keys());
    Distance distance = Distance.between(expected, found, study.features(), expected::sd);
    assertThat(distance.max()).as("sd, at %s", distance.where()).isLessThanOrEqualTo(ROUNDING);
  }

  private static List<Integer> rows(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void aModelIsAppliedHoweverTheMatrixIsCut() {
    StudyTable study = study();
    String model = fit("model", matrix("all", study, 4));
    run("harmonise", "out", "--input", at("all"), "--continuous=age", "--categorical=sex");
    FixtureTable expected = values("out");
    FixtureTable same = applied("same", model, at("all"));
    assertThat(Distance.between(expected, same, study.features(), expected::sd).max()).isZero();
    FixtureTable otherwise = applied("otherwise", model, matrix("cut", study, 5));
    assertThat(Distance.between(expected, otherwise, study.features(), expected::sd).max())
        .isZero();
    Harmonised table =
        Harmonised.run(
            List.of(
                "apply",
                "--model",
                model,
                "--input",
                at("all.csv"),
                "--format",
                "csv",
                "--output",
                at("by-table")));
    near(expected, table.table(), study);
  }

  @Test
  void scansAreAddedAndTakenOut() {
    StudyTable study = study();
    String early = fit("early", matrix("first", study.rows(rows(0, 36)), 4));
    run("fit", "later", "--update", early, "--input", matrix("rest", study.rows(rows(36, 48)), 4));
    String all = matrix("all", study, 4);
    FixtureTable expected = applied("expected", fit("model", all), all);
    near(expected, applied("updated", at("later"), all), study);
    String ids =
        write(
            "ids.txt",
            String.join("\n", rows(36, 48).stream().map(row -> study.cell("sub", row)).toList()));
    run("fit", "again", "--update", at("later"), "--withdraw", ids, "--input", at("rest"));
    near(applied("was", early, all), applied("is", at("again"), all), study);
  }

  @Test
  void newSitesSequencesAndFoldsAgreeWithTables() {
    StudyTable study = study();
    String all = matrix("all", study, 4);
    for (String[] options :
        new String[][] {{"--then", "scanner"}, {"--fold-column", "fold"}, {"--robust"}}) {
      String name = options[0].substring(2);
      List<String> more = new ArrayList<>(List.of(options));
      more.addAll(List.of("--features", "f?"));
      Harmonised table =
          Harmonised.of(study, folder.resolve(name + "-by-table"), more.toArray(String[]::new));
      List<String> arguments =
          new ArrayList<>(List.of("--input", all, "--continuous=age", "--categorical=sex"));
      arguments.addAll(List.of(options));
      run("harmonise", name, arguments.toArray(String[]::new));
      near(table.table(), values(name), study);
    }
    String model = fit("model", all);
    StudyTable late = study.copy().map("site", site -> site.equals("C") ? "E" : site);
    FixtureTable estimated =
        applied("late", model, matrix("late-matrix", late, 4), "--unseen-site=estimate");
    Path byTable = folder.resolve("late-by-table");
    Harmonised table =
        Harmonised.run(
            List.of(
                "apply",
                "--model",
                model,
                "--input",
                at("late-matrix.csv"),
                "--unseen-site=estimate",
                "--format",
                "csv",
                "--output",
                byTable.toString()));
    near(table.table(), estimated, study);
  }

  @Test
  void aMatrixOfOtherFeaturesIsRefused() {
    StudyTable study = study();
    String model = fit("model", matrix("all", study, 4));
    String other = matrix("other", study.copy().renamed("f3", "g").renamed("g", "fx"), 4);
    assertRefused(
        List.of("apply", "--model", model, "--input", other, "--output", at("x")),
        "feature 3 of the input is 'fx', of the model 'f3'");
    String fewer = matrix("fewer", study.copy().without("f9"), 4);
    assertRefused(
        List.of("apply", "--model", model, "--input", fewer, "--output", at("x")),
        "the input has 8 features, the model 9");
  }
}
