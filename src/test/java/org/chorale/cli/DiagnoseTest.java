package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** Diagnoses of runs and of values from elsewhere. */
class DiagnoseTest extends OnSpark {
  /** Of a statistic, relative: harmonised values went through text, or another layout. */
  private static final double ROUNDING = 1e-9;

  private static List<String> diagnose(String input, Path output, String... more) {
    List<String> arguments = new ArrayList<>(Harmonised.arguments(input, output, more));
    arguments.set(0, "diagnose");
    int format = arguments.indexOf("--format");
    arguments.subList(format, format + 2).clear();
    return arguments;
  }

  private static FixtureTable features(Path output) {
    return FixtureTable.read(output.resolve("diagnostics/features.csv"), 2);
  }

  private static JsonNode findings(Path output) throws IOException {
    return new ObjectMapper().readTree(output.resolve("diagnostics/diagnosis.json").toFile());
  }

  private static void assertSame(FixtureTable found, FixtureTable expected, double tolerance) {
    assertThat(found.keys()).isEqualTo(expected.keys());
    List<String> numbers =
        expected.columns().stream().filter(c -> !c.equals("feature") && !c.equals("name")).toList();
    assertThat(numbers).contains("anova_before", "fligner_killeen_p_after");
    for (List<String> row : expected.keys()) {
      for (String column : numbers) {
        if (expected.text(row, column).isEmpty()) {
          assertThat(found.text(row, column)).isEmpty();
        } else {
          double wanted = expected.number(row, column);
          assertThat(found.number(row, column))
              .as("%s of %s", column, row)
              .isCloseTo(wanted, within(tolerance * Math.abs(wanted) + 1e-12));
        }
      }
    }
  }

  @Test
  void aReportOfTheRunIsThatOfItsValuesReadBackInAnyOrder() throws IOException {
    StudyTable study = StudyTable.of(3, 4, 15, 7);
    study.set("f2", 5, "").set("f2", 31, "");
    Harmonised run = Harmonised.of(study, output(), "--report", "--classifiers", "none");
    assertThat(run.output().resolve("report.html")).isNotEmptyFile();
    assertThat(run.printed()).contains("report.html", "Analysis of variance");
    List<String> lines = Files.readAllLines(run.output().resolve("harmonised.csv"));
    List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
    Collections.shuffle(rows, new Random(5));
    rows.add(0, lines.get(0));
    String elsewhere = write("elsewhere.csv", String.join("\n", rows) + "\n");
    Path other = folder.resolve("other");
    Cli.run(
            diagnose(
                write("scans.csv", study),
                other,
                "--classifiers",
                "none",
                "--harmonised",
                elsewhere))
        .succeeds();
    assertSame(features(other), features(run.output()), ROUNDING);
    assertThat(findings(other).path("notes").toString()).contains("harmonised elsewhere");
  }

  @Test
  void foldsAndBatchVariablesAreDiagnosedAsHarmonised() {
    StudyTable study = StudyTable.of(4, 3, 20, 4).with("fold", s -> "k" + s % 2);
    for (String[] options :
        List.of(new String[] {"--fold-column", "fold"}, new String[] {"--then", "fold"})) {
      Path out = folder.resolve("out" + options[0]);
      List<String> all = new ArrayList<>(List.of(options));
      all.addAll(List.of("--classifiers", "none", "--report"));
      Harmonised run = Harmonised.of(study, out, all.toArray(String[]::new));
      Path other = folder.resolve("other" + options[0]);
      Cli.run(
              diagnose(
                  write("scans.csv", study),
                  other,
                  options[0],
                  options[1],
                  "--classifiers",
                  "none",
                  "--harmonised",
                  run.output().resolve("harmonised.csv").toString()))
          .succeeds();
      assertSame(features(other), features(run.output()), ROUNDING);
    }
  }

  @Test
  void aClassifierTellsShiftedSitesAndNotHarmonisedOnes() throws IOException {
    StudyTable study = StudyTable.of(6, 3, 30, 6);
    for (int s = 0; s < study.scans(); s++) {
      for (String feature : study.features()) {
        int site = s % 3;
        double shift = site * (feature.hashCode() % 2 == 0 ? 3 : -3);
        study.set(feature, s, Double.toString(Double.parseDouble(study.cell(feature, s)) + shift));
      }
    }
    Path out = output();
    Cli.run(diagnose(write("scans.csv", study), out)).succeeds();
    JsonNode classifiers = findings(out).path("classifiers");
    assertThat(classifiers).hasSize(2);
    for (JsonNode classifier : classifiers) {
      double chance = classifier.path("chance").asDouble();
      JsonNode accuracy = classifier.path("accuracy");
      assertThat(chance).isCloseTo(1.0 / 3, within(1e-12));
      assertThat(accuracy.path("before").path("balanced").asDouble()).isGreaterThan(0.9);
      assertThat(accuracy.path("before").path("p").asDouble()).isEqualTo(0.001);
      assertThat(accuracy.path("after").path("balanced").asDouble()).isLessThan(2 * chance);
    }
    Path again = folder.resolve("again");
    Cli.run(diagnose(write("scans.csv", study), again)).succeeds();
    assertThat(again.resolve("diagnostics/diagnosis.json"))
        .hasSameBinaryContentAs(out.resolve("diagnostics/diagnosis.json"));
    assertThat(again.resolve("report.html")).hasSameBinaryContentAs(out.resolve("report.html"));
  }

  @Test
  void peopleAtSeveralSitesAndOverTimeAreComparedBeforeAndAfter() throws IOException {
    int scans = 40;
    StudyTable study =
        StudyTable.of(8, 2, scans / 2, 3)
            .with("person", s -> "p" + s / 2)
            .with("years", s -> Integer.toString(s % 2));
    // What a site adds to a person's value is all that tells its scans apart.
    for (String feature : study.features()) {
      for (int s = 0; s < scans; s++) {
        double person = Math.sin(1 + Math.floor(s / 2.0) * 1.7) * 2;
        double site = s % 2 * 1.5;
        double noise = Math.cos(s * 12.9898) / 10;
        study.set(feature, s, Double.toString(10 + person + site + noise));
      }
    }
    Path out = output();
    Cli.run(
            diagnose(
                write("scans.csv", study),
                out,
                "--classifiers",
                "none",
                "--subject",
                "person",
                "--time",
                "years"))
        .succeeds();
    JsonNode people = findings(out).path("travelling");
    assertThat(people.path("subjects").asInt()).isEqualTo(scans / 2);
    assertThat(people.path("scans").asInt()).isEqualTo(scans);
    JsonNode before = people.path("agreements").path("before");
    JsonNode after = people.path("agreements").path("after");
    assertThat(after.path("difference").asDouble())
        .isLessThan(before.path("difference").asDouble() / 2);
    assertThat(after.path("icc21").asDouble()).isGreaterThan(before.path("icc21").asDouble());
    assertThat(people.path("pairs")).hasSize(1);
    JsonNode slopes = findings(out).path("slopes");
    assertThat(slopes.path("subjects").asInt()).isEqualTo(scans / 2);
    // Time is site here: harmonisation takes the change with it, and the page must show that.
    assertThat(Math.abs(slopes.path("slopes").path("after").path("median_slope").asDouble()))
        .isLessThan(
            Math.abs(slopes.path("slopes").path("before").path("median_slope").asDouble()) / 2);
  }

  @Test
  void aMatrixIsDiagnosedAsItsTable() throws IOException {
    StudyTable study = StudyTable.of(9, 3, 12, 9);
    String input = write("scans.csv", study);
    Path table = folder.resolve("table");
    Cli.run(diagnose(input, table, "--classifiers", "none")).succeeds();
    Path matrix = folder.resolve("matrix");
    Cli.run(
            "import",
            "table",
            "--input",
            input,
            "--id",
            "sub",
            "--site",
            "site",
            "--exclude",
            "age,sex",
            "--element",
            "float64",
            "--block-size",
            "4",
            "--output",
            matrix.toString())
        .succeeds();
    Path ofMatrix = folder.resolve("of-matrix");
    Cli.run(
            "diagnose",
            "--input",
            matrix.toString(),
            "--continuous",
            "age",
            "--categorical",
            "sex",
            "--classifiers",
            "none",
            "--output",
            ofMatrix.toString())
        .succeeds();
    assertSame(features(ofMatrix), features(table), ROUNDING);
    assertThat(findings(ofMatrix).path("residuals").size())
        .isEqualTo(findings(table).path("residuals").size());
  }

  @Test
  void valuesFromElsewhereNeedIdsAndFeaturesOnlyAndMayLieInOneTable() throws IOException {
    StudyTable study = StudyTable.of(11, 2, 14, 4);
    Harmonised run = Harmonised.of(study, output(), "--report", "--classifiers", "none");
    String theirs = write("theirs.csv", columns(run, List.of("sub", "f1", "f2", "f3", "f4")));
    Path other = folder.resolve("other");
    List<String> arguments =
        diagnose(
            write("left.csv", study.copy().columns(List.of("sub", "site", "f1", "f2"))),
            other,
            "--classifiers",
            "none",
            "--harmonised",
            theirs);
    String right =
        write("right.csv", study.copy().columns(List.of("sub", "age", "sex", "f3", "f4")));
    arguments.add(arguments.indexOf("--input") + 2, right);
    Cli.run(arguments).succeeds();
    assertSame(features(other), features(run.output()), ROUNDING);
    assertThat(Files.readString(other.resolve("report.html")))
        .contains("had been harmonised by another program")
        .doesNotContain("were removed with chorale");
  }

  private static String columns(Harmonised run, List<String> names) {
    FixtureTable table = run.table();
    StringBuilder text = new StringBuilder(String.join(",", names)).append('\n');
    for (List<String> row : table.keys()) {
      text.append(row.get(0));
      names.stream().skip(1).forEach(name -> text.append(',').append(table.text(row, name)));
      text.append('\n');
    }
    return text.toString();
  }

  @Test
  void valuesThatAreDiagnosedAreNotOverwritten() {
    StudyTable study = StudyTable.of(12, 2, 10, 3);
    String input = write("scans.csv", study);
    Harmonised run = Harmonised.run(Harmonised.arguments(input, output()));
    assertRefused(
        diagnose(
            input,
            output(),
            "--overwrite",
            "--harmonised",
            run.output().resolve("harmonised.csv").toString()),
        "harmonised.csv");
  }

  @Test
  void whatCannotBeDiagnosedIsRefused() {
    StudyTable study = StudyTable.of(5, 2, 10, 3).with("when", s -> s == 4 ? "later" : "1");
    String input = write("scans.csv", study);
    assertRefused(diagnose(input, output(), "--time", "when"), "--time", "--subject");
    assertRefused(
        Harmonised.arguments(input, output(), "--subject", "site"), "--subject", "--report");
    assertRefused(diagnose(input, output(), "--classifiers", "oracle"), "oracle", "random-forest");
    assertRefused(diagnose(input, output(), "--subject", "nobody"), "no column 'nobody' (subject)");
    assertRefused(
        diagnose(input, output(), "--subject", "site", "--time", "when"),
        "when",
        "'later'",
        "not a number");
    List<Integer> fewer = IntStream.range(1, study.scans()).boxed().toList();
    String elsewhere = write("fewer.csv", study.rows(fewer));
    assertRefused(
        diagnose(input, output(), "--exclude", "when", "--harmonised", elsewhere),
        "fewer.csv",
        "lacks 1 of the scans");
  }
}
