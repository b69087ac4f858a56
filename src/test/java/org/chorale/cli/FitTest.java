package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that live: fitted, applied, given further scans, and rid of some. */
class FitTest extends OnSpark {
  /** In standard deviations of the feature. */
  private static final double ROUNDING = 1e-10;

  private int runs;

  private static StudyTable study() {
    StudyTable study = StudyTable.of(13, 4, 15, 5);
    study.set("f1", 2, "").set("f1", 17, "").set("f4", 30, "").set("f4", 31, "");
    return study;
  }

  private Path next(String name) {
    return folder.resolve(name + runs++);
  }

  private Path fit(StudyTable study, String... options) {
    Path output = next("model");
    List<String> arguments =
        Harmonised.arguments(write("fit-" + runs + ".csv", study), output, options);
    arguments.set(0, "fit");
    arguments.subList(arguments.indexOf("--format"), arguments.indexOf("--format") + 2).clear();
    Cli.run(arguments).succeeds();
    return output;
  }

  private List<String> update(Path model, StudyTable scans, Path output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "fit",
                "--update",
                model.toString(),
                "--input",
                write("update-" + runs++ + ".csv", scans),
                "--output",
                output.toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private Path updated(Path model, StudyTable scans, String... more) {
    Path output = next("model");
    Cli.run(update(model, scans, output, more)).succeeds();
    return output;
  }

  private Path withdrawn(Path model, StudyTable scans, List<Integer> rows) {
    String ids = String.join("\n", rows.stream().map(row -> scans.cell("sub", row)).toList());
    return updated(model, scans, "--withdraw", write("ids-" + runs + ".txt", ids));
  }

  /** With those scans alone in the input: their sums are taken out. */
  private Path subtracted(Path model, StudyTable scans, List<Integer> rows) {
    return withdrawn(model, scans.rows(rows), IntStream.range(0, rows.size()).boxed().toList());
  }

  private FixtureTable applied(Path model, StudyTable scans) {
    Path output = next("applied");
    return Harmonised.run(
            List.of(
                "apply",
                "--model",
                model.toString(),
                "--input",
                write("apply-" + runs + ".csv", scans),
                "--format",
                "csv",
                "--output",
                output.toString()))
        .table();
  }

  private void isSame(Path expected, Path found, StudyTable scans) {
    FixtureTable wanted = applied(expected, scans);
    FixtureTable values = applied(found, scans);
    assertThat(values.keys()).containsExactlyInAnyOrderElementsOf(wanted.keys());
    Distance distance = Distance.between(wanted, values, scans.features(), wanted::sd);
    assertThat(distance.max()).as("sd, at %s", distance.where()).isLessThanOrEqualTo(ROUNDING);
  }

  private static List<Integer> rows(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void aFitGivesTheModelOfHarmoniseAndNothingElse() {
    StudyTable study = study();
    Path model = fit(study);
    Harmonised harmonised = Harmonised.of(study, next("out"));
    FixtureTable applied = applied(model, study);
    FixtureTable wanted = harmonised.table();
    assertThat(Distance.between(wanted, applied, study.features(), wanted::sd).max()).isZero();
    assertThat(Cli.entries(model)).containsExactlyInAnyOrder("model", "run.json", "status");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void scansAddedInPartsInAnyOrderGiveTheModelOfAll(long seed) {
    StudyTable study = study();
    List<Integer> order = new ArrayList<>(rows(0, study.scans()));
    Collections.shuffle(order, new Random(seed));
    Path model = fit(study.rows(order.subList(0, 35)));
    Path first = updated(model, study.rows(order.subList(35, 41)));
    Path second = updated(first, study.rows(order.subList(41, 60)));
    isSame(fit(study), second, study);
    assertThat(Cli.run("inspect", second.toString(), "--table", "sites", "--csv").succeeds())
        .contains("A,15,", "D,15,");
  }

  @Test
  void aLateSiteGivesTheModelOfAll() {
    StudyTable study = study();
    List<Integer> late = study.scansOf("C");
    List<Integer> early =
        rows(0, study.scans()).stream().filter(row -> !late.contains(row)).toList();
    Path model = fit(study.rows(early));
    Path output = next("model");
    String printed = Cli.run(update(model, study.rows(late), output)).succeeds();
    assertThat(printed)
        .contains("Added 15 scans; the model now has 60 scans of 4 sites", "would move");
    isSame(fit(study), output, study);
    FixtureTable drift = FixtureTable.read(output.resolve("status/drift.csv"), 1);
    assertThat(drift.keys()).containsExactly(List.of("A"), List.of("B"), List.of("D"));
    assertThat(drift.number(List.of("A"), "largest_shift")).isPositive();
  }

  @Test
  void smoothTermsKeepTheirKnotsWhateverTheOrder() {
    StudyTable study = study();
    String[] smooth = {"--continuous", "", "--smooth", "age:k=5", "--smooth-bounds", "10..90"};
    Path model = fit(study.rows(rows(0, 40)), smooth);
    Path one = updated(updated(model, study.rows(rows(40, 52))), study.rows(rows(52, 60)));
    Path other = updated(updated(model, study.rows(rows(52, 60))), study.rows(rows(40, 52)));
    Path both = updated(model, study.rows(rows(40, 60)));
    isSame(both, one, study);
    isSame(both, other, study);
  }

  @Test
  void aLevelFirstSeenNowIsAdded() {
    StudyTable study = study();
    for (int s : List.of(47, 50, 53, 58)) {
      study.set("sex", s, "X");
    }
    Path model = fit(study.rows(rows(0, 45)));
    isSame(fit(study), updated(model, study.rows(rows(45, 60))), study);
  }

  @Test
  void withdrawingWhatWasAddedGivesTheModelBefore() {
    StudyTable study = study();
    StudyTable before = study.rows(rows(0, 48));
    Path model = fit(before);
    Path more = updated(model, study.rows(rows(48, 60)));
    Path again = subtracted(more, study, rows(48, 60));
    isSame(model, again, before);
    isSame(fit(before), again, before);
    isSame(model, withdrawn(more, study, rows(48, 60)), before);
  }

  @Test
  void aSiteThatLosesMostOfItsScansIsSummedAnewAndOneThatLosesAllIsGone() {
    StudyTable study = study();
    Path model = fit(study);
    List<Integer> most = study.scansOf("B").subList(0, 11);
    StudyTable left = study.rows(rows(0, 60).stream().filter(row -> !most.contains(row)).toList());
    Path output = withdrawn(model, study, most);
    isSame(fit(left), output, left);
    String ids = String.join("\n", most.stream().map(row -> study.cell("sub", row)).toList());
    assertRefused(
        update(model, study.rows(most), output(), "--withdraw", write("most.txt", ids)),
        "site 'B' loses more than half of its scans",
        "give its other 4 scans");
    StudyTable three =
        study.rows(rows(0, 60).stream().filter(s -> !study.cell("site", s).equals("D")).toList());
    isSame(fit(three), withdrawn(model, study, study.scansOf("D")), three);
  }

  @Test
  void whatCantBeAddedOrTakenOutIsNamed() {
    StudyTable study = study();
    Path model = fit(study);
    assertRefused(
        update(model, study.rows(rows(3, 5)), output()),
        "the model was made from 2 of these scans already: 'sub-004', 'sub-005'");
    assertRefused(
        update(model, study, output(), "--withdraw", write("a.txt", "sub-099\n")),
        "to be withdrawn, but not in the input: 'sub-099'");
    StudyTable other = study.rows(rows(0, 3)).map("sub", id -> "new-" + id);
    assertRefused(
        update(model, other, output(), "--withdraw", write("b.txt", "new-sub-001\n")),
        "to be withdrawn, but the model was not made from them: 'new-sub-001'");
    assertRefused(
        update(model, other, output(), "--prior", "none", "--id", "sub"),
        "with --update the model says what",
        "--prior");
    assertRefused(List.of("fit", "--withdraw", "x", "--input", "y"), "name it with --update");
    Path sequence = fit(study.copy().with("scanner", s -> "S" + s % 2), "--then", "scanner");
    assertRefused(update(sequence, study, output()), "2 batch variables", "--redesign");
    Path robust = fit(study, "--robust");
    assertRefused(update(robust, study, output()), "is robust", "--redesign");
  }

  @Test
  void effectsThatCantBeToldApartAnyMoreAreRefused() {
    StudyTable study = study();
    Path model = fit(study.rows(rows(0, 45)));
    StudyTable late = study.rows(rows(45, 60)).map("site", site -> "E").map("sex", sex -> "X");
    assertRefused(
        update(model, late, output()), "with these scans the effect of 'sex[X]'", "fit all scans");
    StudyTable rare = study.copy().set("sex", 3, "X").set("sex", 7, "X");
    Path three = fit(rare);
    assertRefused(
        update(
            three,
            rare.rows(List.of(3, 7)),
            output(),
            "--withdraw",
            write("x.txt", "sub-004\nsub-008\n")),
        "without these scans the effect of 'sex[X]'",
        "--redesign");
  }

  @Test
  void aWithdrawalThatWouldMissSomeoneIsRefused() {
    StudyTable study = study();
    Path model = fit(study);
    StudyTable incomplete = study.rows(List.of(6, 9)).set("age", 1, "");
    String ids = write("w.txt", "sub-007\nsub-010\n");
    assertRefused(
        update(model, incomplete, output(), "--drop-incomplete", "--withdraw", ids),
        "'age' is missing",
        "sub-010");
    StudyTable other = study.rows(List.of(6, 9)).map("f3", y -> y + "e6");
    assertRefused(
        update(model, other, output(), "--withdraw", ids),
        "their values are not those that were summed",
        "give all other scans of the site");
    assertRefused(
        update(model, study, folder, "--overwrite", "--withdraw", ids), "lies in the output");
  }

  @Test
  void withoutHashesTheModelTellsOfNoScan() throws java.io.IOException {
    StudyTable study = study();
    Path model = fit(study, "--no-id-hashes");
    assertThat(Files.exists(model.resolve("model/scans.parquet"))).isFalse();
    assertThat(Files.exists(fit(study).resolve("model/scans.parquet"))).isTrue();
  }

  @Test
  void domainsAndOtherPriorsAreUpdatedToo() {
    StudyTable study = study().map("f2", y -> Double.toString(Math.exp(Double.parseDouble(y))));
    String[] options = {"--domain", "f2:positive", "--prior", "nonparametric"};
    Path model = fit(study.rows(rows(0, 40)), options);
    isSame(fit(study, options), updated(model, study.rows(rows(40, 60))), study);
  }
}
