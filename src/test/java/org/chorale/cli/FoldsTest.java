package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every scan harmonised by a model that has not seen its fold, from one pass over the data. */
class FoldsTest extends OnSpark {
  /** In standard deviations of the feature. */
  private static final double ROUNDING = 1e-10;

  private static StudyTable study() {
    StudyTable study = StudyTable.of(17, 3, 20, 4);
    study.set("f1", 2, "").set("f3", 17, "");
    return study.with("fold", s -> "k" + s / 3 % 3);
  }

  private static List<Integer> inFold(StudyTable study, String fold, boolean in) {
    return IntStream.range(0, study.scans())
        .filter(s -> study.cell("fold", s).equals(fold) == in)
        .boxed()
        .toList();
  }

  private FixtureTable fittedAndApplied(StudyTable study, String fold, String... options) {
    Path model = folder.resolve("model-" + fold);
    StudyTable training = study.rows(inFold(study, fold, false));
    List<String> more = new ArrayList<>(List.of(options));
    more.addAll(List.of("--exclude", "fold"));
    List<String> arguments =
        Harmonised.arguments(
            write("training-" + fold + ".csv", training), model, more.toArray(String[]::new));
    Cli.run(arguments).succeeds();
    Path output = folder.resolve("test-" + fold);
    return Harmonised.run(
            List.of(
                "apply",
                "--model",
                model.toString(),
                "--input",
                write("test-" + fold + ".csv", study.rows(inFold(study, fold, true))),
                "--format",
                "csv",
                "--output",
                output.toString()))
        .table();
  }

  @ParameterizedTest
  @ValueSource(strings = {"parametric", "nonparametric"})
  void aFoldsScansGetTheValuesOfAModelOfTheOthers(String prior) {
    StudyTable study = study();
    Harmonised run = Harmonised.of(study, output(), "--fold-column", "fold", "--prior", prior);
    assertThat(run.table().keys()).hasSize(60);
    for (String fold : List.of("k0", "k1", "k2")) {
      FixtureTable expected = fittedAndApplied(study, fold, "--prior", prior);
      assertThat(expected.keys()).isNotEmpty();
      for (List<String> scan : expected.keys()) {
        for (String feature : study.features()) {
          double wanted = expected.number(scan, feature);
          double found = run.table().number(scan, feature);
          assertThat(Math.abs(found - wanted) / expected.sd(feature))
              .as("%s of %s in %s", feature, scan, fold)
              .satisfiesAnyOf(
                  distance -> assertThat(distance).isLessThanOrEqualTo(ROUNDING),
                  distance -> assertThat(Double.isNaN(wanted) && Double.isNaN(found)).isTrue());
        }
      }
    }
  }

  @Test
  void theModelOfAFoldIsAppliedByNameAndTellsOfItsScans() {
    StudyTable study = study();
    Harmonised run = Harmonised.of(study, output(), "--fold-column", "fold");
    assertThat(run.printed()).contains("without fold k0:", "without fold k2:");
    String input = write("again.csv", study.rows(inFold(study, "k1", true)));
    List<String> all = List.of("apply", "--model", run.model(), "--input", input, "--output", "x");
    assertRefused(all, "a model for each of 3 folds", "fold-1");
    List<String> second =
        List.of(
            "apply",
            "--model",
            run.model() + "/fold-2",
            "--input",
            input,
            "--format",
            "csv",
            "--output",
            folder.resolve("second").toString());
    Harmonised unseen = Harmonised.run(second);
    assertThat(unseen.printed()).doesNotContain("the model was made from");
    for (List<String> scan : unseen.table().keys()) {
      assertThat(unseen.table().number(scan, "f2")).isEqualTo(run.table().number(scan, "f2"));
    }
    List<String> third = new ArrayList<>(second);
    third.set(2, run.model() + "/fold-3");
    third.set(third.size() - 1, folder.resolve("third").toString());
    assertThat(Harmonised.run(third).printed())
        .contains("the model was made from 21 of the 21 scans");
  }

  @Test
  void foldsThatCantBeAreRefused() {
    StudyTable study = study();
    assertRefused(study, List.of("--fold-column", "flod"), "no column 'flod'", "fold");
    assertRefused(
        study.copy().set("fold", 4, ""), List.of("--fold-column", "fold"), "missing", "sub-005");
    assertRefused(
        study.copy().map("fold", fold -> "one"),
        List.of("--fold-column", "fold"),
        "names one fold only, 'one'");
    assertRefused(
        study.copy().with("fold", s -> study.cell("site", s)),
        List.of("--fold-column", "fold"),
        "all scans of a site are in one fold",
        "'A' (fold 'A')");
    StudyTable rare = study.copy();
    inFold(study, "k1", true).subList(0, 4).forEach(s -> rare.set("sex", s, "X"));
    assertRefused(
        rare,
        List.of("--fold-column", "fold"),
        "without fold 'k1' the effect of 'sex[X]'",
        "spread the scans otherwise");
    assertRefused(study, List.of("--fold-column", "sex"), "'sex' has two roles");
    assertRefused(
        study, List.of("--fold-column", "fold", "--robust"), "--fold-column and --robust");
  }
}
