package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** A new version of a model with everything learnt anew is a fit of all scans. */
class RedesignTest extends OnSpark {
  /** In standard deviations of the feature. */
  private static final double ROUNDING = 1e-10;

  private int runs;

  /** The last scans are older than all others, and some have a level first seen with them. */
  private static StudyTable study() {
    StudyTable study = StudyTable.of(29, 4, 15, 5).with("scanner", s -> "S" + s % 3);
    for (int s = 48; s < 60; s++) {
      study.set("age", s, Integer.toString(80 + s / 2));
      study.set("sex", s, s % 3 == 0 ? "A" : study.cell("sex", s));
    }
    return study;
  }

  private static StudyTable early(StudyTable study) {
    return study.rows(rows(0, 48));
  }

  private static List<Integer> rows(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
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
    arguments.addAll(List.of("--features", "f?"));
    Cli.run(arguments).succeeds();
    return output;
  }

  private List<String> redesign(Path model, StudyTable scans, Path output, String... more) {
    List<String> arguments = new ArrayList<>(List.of("fit", "--update", model.toString()));
    arguments.addAll(List.of("--input", write("all-" + runs++ + ".csv", scans)));
    arguments.addAll(List.of("--redesign", "--output", output.toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private Path redesigned(Path model, StudyTable scans, String... more) {
    Path output = next("model");
    Cli.run(redesign(model, scans, output, more)).succeeds();
    return output;
  }

  private FixtureTable applied(Path model, StudyTable scans) {
    Path output = next("applied");
    List<String> arguments = new ArrayList<>(List.of("apply", "--model", model.toString()));
    arguments.addAll(List.of("--input", write("apply-" + runs + ".csv", scans)));
    arguments.addAll(List.of("--format", "csv", "--output", output.toString()));
    return Harmonised.run(arguments).table();
  }

  private void isSame(Path expected, Path found, StudyTable scans) {
    FixtureTable wanted = applied(expected, scans);
    FixtureTable values = applied(found, scans);
    assertThat(values.keys()).containsExactlyInAnyOrderElementsOf(wanted.keys());
    Distance distance = Distance.between(wanted, values, scans.features(), wanted::sd);
    assertThat(distance.max()).as("sd, at %s", distance.where()).isLessThanOrEqualTo(ROUNDING);
  }

  private static JsonNode described(Path model) throws IOException {
    return new ObjectMapper().readTree(Cli.run("inspect", model.toString(), "--json").succeeds());
  }

  @Test
  void levelsAndCentresAreThoseOfAFitOfAll() throws IOException {
    StudyTable study = study().set("f1", 2, "").set("f4", 50, "");
    Path model = fit(early(study));
    Path output = redesigned(model, study);
    Path fresh = fit(study);
    isSame(fresh, output, study);
    JsonNode now = described(output);
    assertThat(now.get("models").get(0).get("design"))
        .isEqualTo(described(fresh).get("models").get(0).get("design"));
    assertThat(now.get("models").get(0).get("design").get(1).get("levels").get(0).asText())
        .isEqualTo("A");
    assertThat(now.get("parent")).isEqualTo(described(model).get("run"));
    JsonNode record = new ObjectMapper().readTree(output.resolve("run.json").toFile());
    assertThat(record.get("model_run")).isEqualTo(now.get("parent"));
    // The scans of the new version are known, too: it can be redesigned or updated itself.
    isSame(fresh, redesigned(output, study), study);
  }

  @Test
  void knotsAreThoseOfAFitOfAll() {
    StudyTable study = study();
    String[] smooth = {"--continuous", "", "--smooth", "age:k=5", "--prior", "none"};
    Path output = redesigned(fit(early(study), smooth), study);
    isSame(fit(study, smooth), output, study);
  }

  @Test
  void modelsThatCantBeUpdatedCanBeRedesigned() {
    StudyTable study = study();
    for (String[] options : new String[][] {{"--then", "scanner"}, {"--robust"}}) {
      Path model = fit(early(study), options);
      Path output = next("model");
      String printed = Cli.run(redesign(model, study, output)).succeeds();
      assertThat(printed).contains("Fitted the model to 60 scans", "would move");
      isSame(fit(study, options), output, study);
    }
  }

  @Test
  void theDriftIsThatOfTheSitesMeanScan() {
    StudyTable study = study();
    StudyTable early = early(study);
    Path model = fit(early);
    Path output = redesigned(model, study);
    FixtureTable before = applied(model, early);
    FixtureTable after = applied(output, early);
    FixtureTable features =
        FixtureTable.parse(
            "features",
            Cli.run("inspect", model.toString(), "--table", "features", "--csv").succeeds(),
            1);
    FixtureTable drift = FixtureTable.read(output.resolve("status/drift.csv"), 1);
    for (String site : List.of("A", "B", "C", "D")) {
      double largest = 0;
      double sum = 0;
      for (String feature : early.features()) {
        double moved =
            early.scansOf(site).stream()
                .map(s -> List.of(early.cell("sub", s)))
                .mapToDouble(id -> after.number(id, feature) - before.number(id, feature))
                .average()
                .orElseThrow();
        double shift = Math.abs(moved) / Math.sqrt(features.number(List.of(feature), "sigma2"));
        largest = Math.max(largest, shift);
        sum += shift;
      }
      List<String> key = List.of(site);
      assertThat(drift.number(key, "largest_shift")).isCloseTo(largest, within(ROUNDING));
      assertThat(drift.number(key, "mean_shift")).isCloseTo(sum / 5, within(ROUNDING));
      assertThat(largest).isPositive();
    }
    FixtureTable none = FixtureTable.read(redesigned(model, early).resolve("status/drift.csv"), 1);
    assertThat(none.number(List.of("A"), "largest_shift")).isLessThan(ROUNDING);
  }

  @Test
  void scansOfTheModelThatAreNotThereAreCounted() {
    StudyTable study = study();
    Path model = fit(early(study));
    StudyTable some = study.rows(IntStream.range(3, 60).filter(s -> s != 8).boxed().toList());
    assertRefused(
        redesign(model, some, output()),
        "4 of the 48 scans that the model was made from are not in --input",
        "'A' 2, 'B' 1, 'C' 1",
        "--withdraw");
    Path silent = fit(early(study), "--no-id-hashes");
    assertRefused(
        redesign(silent, study.rows(rows(20, 60)), output()),
        "of the 48 scans that the model was made from are not in --input (site ");
    StudyTable renamed = study.copy().map("sub", id -> "other-" + id);
    assertRefused(redesign(model, renamed, output()), "48 of the 48 scans");
    Cli.run(redesign(silent, renamed, output())).succeeds();
  }

  @Test
  void whoLeavesIsNotInTheInput() {
    StudyTable study = StudyTable.of(29, 4, 15, 5).set("sex", 3, "X").set("sex", 7, "X");
    Path model = fit(study);
    String ids = write("ids.txt", "sub-004\nsub-008\n");
    assertRefused(
        redesign(model, study, output(), "--withdraw", ids),
        "to be withdrawn, but in the input: 'sub-004', 'sub-008'");
    StudyTable left =
        study.rows(IntStream.range(0, 60).filter(s -> s != 3 && s != 7).boxed().toList());
    isSame(fit(left), redesigned(model, left, "--withdraw", ids), left);
    assertRefused(
        redesign(model, left.rows(rows(1, 58)), output(), "--withdraw", ids),
        "3 of the 60 scans",
        "'A' 1, 'D' 2",
        "2 are withdrawn");
    assertRefused(
        redesign(model, left, output(), "--withdraw", write("who.txt", "sub-099\n")),
        "the model was not made from them: 'sub-099'");
    assertRefused(List.of("fit", "--redesign", "--input", "x"), "name it with --update");
  }

  @Test
  void aFeatureMatrixIsTheSame() {
    StudyTable study = study();
    List<String> models = new ArrayList<>();
    for (StudyTable scans : List.of(early(study), study)) {
      String matrix = next("matrix").toString();
      Cli.run(
              "import",
              "table",
              "--input=" + write("matrix-" + runs + ".csv", scans),
              "--id=sub",
              "--site=site",
              "--features=f?",
              "--element=float64",
              "--block-size=2",
              "--output=" + matrix)
          .succeeds();
      Path output = next("model");
      List<String> arguments = new ArrayList<>(List.of("fit", "--input", matrix));
      arguments.addAll(List.of("--output", output.toString()));
      arguments.addAll(
          models.isEmpty()
              ? List.of("--continuous=age", "--categorical=sex")
              : List.of("--update", models.get(0), "--redesign"));
      Cli.run(arguments).succeeds();
      models.add(output.toString());
    }
    isSame(fit(study), Path.of(models.get(1)), study);
  }

  @Test
  void theSameRedesignAgainIsNoWork() {
    StudyTable study = study();
    Path model = fit(early(study));
    Path output = redesigned(model, study);
    List<String> again = redesign(model, study, output);
    assertThat(Cli.run(again).succeeds()).contains("already holds this very run");
    StudyTable incomplete = study.copy().set("age", 55, "");
    assertRefused(
        redesign(model, incomplete, output(), "--drop-incomplete", "--max-quarantined", "0"),
        "1 scan of 60 would be left out, more than --max-quarantined 0");
  }
}
