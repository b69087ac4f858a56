package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** A model applied to scans: those of the fit, new ones, odd ones. */
class ApplyTest extends OnSpark {
  private static StudyTable study() {
    return StudyTable.of(11, 4, 15, 5);
  }

  private Harmonised fitted(StudyTable study, String... options) {
    return Harmonised.of(study, folder.resolve("fitted"), options);
  }

  private List<String> apply(Harmonised model, String input, Path output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "apply",
                "--model",
                model.output().toString(),
                "--input",
                input,
                "--format",
                "csv",
                "--output",
                output.toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private Harmonised applied(Harmonised model, StudyTable scans, String... more) {
    Path output = folder.resolve("applied");
    return Harmonised.run(apply(model, write("new.csv", scans), output, more));
  }

  private static void isSameAs(FixtureTable expected, FixtureTable found, List<String> features) {
    assertThat(found.keys()).isNotEmpty();
    for (List<String> scan : found.keys()) {
      for (String feature : features) {
        assertThat(Double.valueOf(found.number(scan, feature)))
            .as("%s of %s", feature, scan)
            .isEqualTo(Double.valueOf(expected.number(scan, feature)));
      }
    }
  }

  @Test
  void scansOfTheFitGetTheVeryValuesOfHarmonise() {
    StudyTable study = study().set("f2", 3, "");
    Harmonised model = fitted(study);
    Harmonised again = applied(model, study);
    assertThat(again.table().keys()).hasSize(60);
    isSameAs(model.table(), again.table(), study.features());
  }

  @Test
  void someScansOfSomeSitesInOtherColumnsGetTheSame() {
    StudyTable study = study();
    Harmonised model = fitted(study, "--smooth", "age:k=5", "--continuous", "");
    StudyTable some =
        study
            .rows(List.of(57, 4, 12))
            .columns(List.of("sub", "f4", "sex", "f1", "f5", "site", "f3", "age", "f2"))
            .with("comment", s -> "c" + s)
            .with("volume", s -> "12");
    Harmonised again = applied(model, some);
    assertThat(again.table().columns()).isEqualTo(some.names());
    assertThat(again.table().text(List.of("sub-005"), "comment")).isEqualTo("c1");
    assertThat(again.table().text(List.of("sub-005"), "volume")).isEqualTo("12");
    isSameAs(model.table(), again.table(), study.features());
  }

  @Test
  void theReferenceSiteAndModelsInSequenceAreAppliedAsTheyWereFitted() {
    StudyTable study = study().with("scanner", s -> s % 3 == 0 ? "X" : "Y");
    Harmonised model = fitted(study, "--then", "scanner");
    isSameAs(model.table(), applied(model, study.rows(List.of(7, 8))).table(), study.features());
    Harmonised reference =
        Harmonised.of(study, folder.resolve("reference"), "--reference-site", "B");
    Harmonised again = Harmonised.run(apply(reference, write("b.csv", study), folder.resolve("b")));
    isSameAs(reference.table(), again.table(), study.features());
    assertThat(again.value("sub-002", "f1")).isEqualTo(Double.parseDouble(study.cell("f1", 1)));
  }

  @Test
  void theSameApplicationAgainIsNoWork() {
    StudyTable study = study();
    Harmonised model = fitted(study);
    applied(model, study);
    assertThat(applied(model, study).printed()).contains("already holds this very run");
  }

  @Test
  void aSiteThatTheModelHasNotIsRefusedCopiedOrEstimated() {
    StudyTable study = study();
    Harmonised model = fitted(study);
    StudyTable late = study.copy().map("site", site -> site.equals("D") ? "E" : site);
    assertRefused(
        apply(model, write("late.csv", late), output()),
        "15 scans",
        "the model has no site 'E'",
        "--unseen-site estimate");
    Harmonised copied = applied(model, late, "--unseen-site", "pass-through");
    assertThat(copied.value("sub-004", "f1")).isEqualTo(Double.parseDouble(study.cell("f1", 3)));
    assertThat(copied.status("sites", 1).text(List.of("E"), "method")).isEqualTo("passed-through");
    Path output = folder.resolve("estimated");
    Harmonised estimated =
        Harmonised.run(apply(model, write("late.csv", late), output, "--unseen-site", "estimate"));
    // The same scans under another name, against the estimates they had a part in.
    assertThat(estimated.status("sites", 1).text(List.of("E"), "method"))
        .isEqualTo("location-scale");
    FixtureTable known = estimated.table();
    for (int s : study.scansOf("A")) {
      assertThat(known.number(List.of(study.cell("sub", s)), "f1"))
          .isEqualTo(model.value(study.cell("sub", s), "f1"));
    }
    assertThat(estimated.value("sub-004", "f1"))
        .isNotEqualTo(Double.parseDouble(study.cell("f1", 3)));
  }

  @Test
  void aSiteThatWasEstimatedCanBeKeptInANewVersion() {
    StudyTable study = study();
    Harmonised model = fitted(study);
    StudyTable late = study.copy().map("site", site -> site.equals("D") ? "E" : site);
    Harmonised estimated = applied(model, late, "--unseen-site", "estimate", "--keep-sites");
    assertThat(estimated.inspect("sites", 1).keys())
        .containsExactly(List.of("A"), List.of("B"), List.of("C"), List.of("D"), List.of("E"));
    Path output = folder.resolve("version");
    Harmonised by = Harmonised.run(apply(estimated, write("late.csv", late), output));
    isSameAs(estimated.table(), by.table(), study.features());
    assertRefused(
        List.of(
            "fit",
            "--update",
            estimated.output().toString(),
            "--input",
            write("twice.csv", late.rows(late.scansOf("E"))),
            "--output",
            output().toString()),
        "the model was made from 15 of these scans already");
  }

  @Test
  void scansOfAScannerThatTheModelsHaveNotAreRefusedOrCopied() {
    StudyTable study = study().with("scanner", s -> s % 3 == 0 ? "X" : "Y");
    Harmonised model = fitted(study, "--then", "scanner");
    StudyTable late = study.copy().set("scanner", 4, "Z");
    String input = write("late.csv", late);
    assertRefused(apply(model, input, output()), "the model has no site 'Z'");
    assertRefused(
        apply(model, input, output(), "--unseen-site", "estimate"), "several batch variables");
    Harmonised copied = applied(model, late, "--unseen-site", "pass-through");
    assertThat(copied.printed()).contains("scans of 'Z' are copied");
    assertThat(copied.value("sub-005", "f1")).isEqualTo(Double.parseDouble(study.cell("f1", 4)));
  }

  @Test
  void covariatesThatTheFitHadNothingLikeAreRefusedOrListed() {
    StudyTable study = study();
    Harmonised model = fitted(study);
    StudyTable odd = study.copy().set("sex", 5, "X").set("age", 6, "120");
    String input = write("odd.csv", odd);
    assertRefused(
        apply(model, input, output()),
        "the model has no level 'X' of 'sex' (it has 'F', 'M')",
        "sub-006");
    assertRefused(
        apply(model, input, output(), "--unseen-level", "baseline", "--out-of-range", "refuse"),
        "'age' is outside the values of the fit",
        "sub-007");
    Harmonised listed =
        Harmonised.run(
            apply(model, input, folder.resolve("baseline"), "--unseen-level", "baseline"));
    assertThat(listed.printed()).contains("120 of scan sub-007 in 'age'");
    FixtureTable cells = listed.status("covariates", 1);
    assertThat(cells.text(List.of("sub-006"), "reason")).isEqualTo("unseen-level");
    assertThat(cells.text(List.of("sub-007"), "reason")).isEqualTo("out-of-range");
    Harmonised without =
        Harmonised.run(apply(model, input, folder.resolve("without"), "--unseen-level", "exclude"));
    assertThat(without.table().keys()).hasSize(59);
    assertThat(without.status("scans", 1).text(List.of("sub-006"), "reason"))
        .isEqualTo("unseen-level");
  }

  @Test
  void whatTheModelNeedsAndIsNotThereIsNamed() {
    StudyTable study = study();
    Harmonised model = fitted(study);
    assertRefused(
        apply(model, write("a.csv", study.copy().renamed("f3", "F3")), output()),
        "1 feature of the model is in no column of the input: 'f3'; did you mean 'F3'?");
    assertRefused(
        apply(model, write("b.csv", study.copy().without("age")), output()), "no column 'age'");
    assertRefused(
        apply(model, write("c.csv", study.copy().set("age", 2, "")), output()),
        "'age' is missing",
        "sub-003");
    assertRefused(List.of("apply", "--input", "x.csv"), "not given: --model MODEL, --output DIR");
    assertRefused(
        List.of("apply", "--model", folder.toString(), "--input", "x", "--output", "y"),
        "no model");
  }
}
