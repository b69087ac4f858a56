package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --domain} on feature matrices: the values of tables, and inside in single precision. */
class MatrixDomainsTest extends OnSpark {
  private static final double SAME = 1e-12;

  private final List<String> positive = List.of("f1", "f2", "f3", "f4", "f5");
  private final List<String> fractions = List.of("f6", "f7", "f8", "f9", "f10", "f11");
  private StudyTable study;

  /** Skewed volumes, tiny at one site, and fractions that crowd at 1. */
  @BeforeEach
  void bend() {
    study = StudyTable.of(31, 3, 10, 12).set("f2", 3, "").set("f7", 8, "");
    Random random = new Random(4);
    for (String feature : positive) {
      double power = 2 + 4 * random.nextDouble();
      bend(feature, x -> Math.exp(power * x));
      study.scansOf("B").forEach(s -> shrink(feature, s));
    }
    for (String feature : fractions) {
      double power = 2 + 3 * random.nextDouble();
      bend(feature, x -> 1 / (1 + Math.exp(power * (1 - x))));
    }
  }

  private void bend(String feature, DoubleUnaryOperator change) {
    study.map(
        feature,
        cell ->
            cell.isEmpty()
                ? cell
                : Double.toString(change.applyAsDouble(Double.parseDouble(cell))));
  }

  private void shrink(String feature, int scan) {
    if (!study.cell(feature, scan).isEmpty()) {
      double tiny = 1e-5 * Double.parseDouble(study.cell(feature, scan));
      study.set(feature, scan, Double.toString(tiny));
    }
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private String matrix(String element) {
    String name = "matrix-" + element;
    Cli.run(
            "import",
            "table",
            "--input",
            write("scans.csv", study),
            "--id=sub",
            "--site=site",
            "--features=f*",
            "--block-size=5",
            "--element=" + element,
            "--output",
            at(name))
        .succeeds();
    return at(name);
  }

  private static List<String> arguments(String input, String output, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("harmonise", "--input", input, "--continuous=age"));
    arguments.addAll(List.of("--categorical=sex", "--output", output));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private String harmonise(String input, String output, String... more) {
    return Cli.run(arguments(input, at(output), more)).succeeds();
  }

  private FixtureTable export(String output) {
    String table = output + "-table";
    Cli.run("export", "table", at(output), "--format=csv", "--output", at(table)).succeeds();
    return FixtureTable.read(folder.resolve(table).resolve("table.csv"), 1);
  }

  private static double[] values(FixtureTable table, String feature) {
    return table.keys().stream()
        .mapToDouble(scan -> table.number(scan, feature))
        .filter(y -> !Double.isNaN(y))
        .toArray();
  }

  private String rules() {
    List<String> rules = new ArrayList<>();
    positive.forEach(name -> rules.add(name + ":positive"));
    fractions.forEach(name -> rules.add(name + ":unit"));
    return String.join(",", rules);
  }

  @Test
  void valuesAreThoseOfTheTable() {
    Harmonised table = Harmonised.of(study, folder.resolve("table"), "--domain", rules());
    harmonise(matrix("float64"), "matrix", "--domain", rules());
    FixtureTable expected = table.table();
    FixtureTable found = export("matrix");
    for (List<String> scan : expected.keys()) {
      for (String feature : study.features()) {
        double y = expected.number(scan, feature);
        if (Double.isNaN(y)) {
          assertThat(found.number(scan, feature)).isNaN();
        } else {
          assertThat(found.number(scan, feature))
              .as("%s %s", feature, scan)
              .isCloseTo(y, Offset.offset(SAME * Math.abs(y)));
        }
      }
    }
    assertThat(status("matrix").keys()).isEqualTo(table.status("domains", 1).keys());
  }

  private FixtureTable status(String output) {
    return FixtureTable.read(folder.resolve(output).resolve("status/domains.csv"), 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void nothingLeavesAndWhatWouldHaveIsCountedAsItWouldBeStored(String element) {
    String input = matrix(element);
    harmonise(input, "plain");
    String said = harmonise(input, "inside", "--domain", rules());
    harmonise(input, "checked", "--domain", rules(), "--domain-check");
    FixtureTable plain = export("plain");
    FixtureTable inside = export("inside");
    List<String> listed = new ArrayList<>();
    int outside = 0;
    for (String feature : study.features()) {
      boolean fraction = fractions.contains(feature);
      if (feature.equals("f12")) {
        continue;
      }
      assertThat(Arrays.stream(values(inside, feature)).boxed()).allMatch(y -> y > 0);
      int count =
          (int)
              Arrays.stream(values(plain, feature))
                  .filter(y -> y <= 0 || (fraction && y >= 1))
                  .count();
      if (fraction) {
        assertThat(Arrays.stream(values(inside, feature)).boxed()).allMatch(y -> y < 1);
      }
      if (count > 0) {
        listed.add(feature);
        for (String run : List.of("inside", "checked")) {
          FixtureTable row = status(run);
          assertThat(row.number(List.of(feature), "outside")).isEqualTo((double) count);
          assertThat(row.number(List.of(feature), "lowest"))
              .isEqualTo(Arrays.stream(values(plain, feature)).min().orElseThrow());
        }
      }
      outside += count;
    }
    assertThat(listed).hasSizeGreaterThan(4);
    assertThat(status("inside").keys())
        .containsExactlyInAnyOrderElementsOf(listed.stream().map(List::of).toList());
    assertThat(said).contains("without --domain %d of ".formatted(outside));
    FixtureTable checked = export("checked");
    assertThat(values(checked, "f3")).containsExactly(values(plain, "f3"));
  }

  @Test
  void whatSinglePrecisionWouldRoundOntoABoundStaysBelowIt() {
    Random random = new Random(8);
    study.with(
        "f6",
        s -> {
          boolean high = study.cell("site", s).equals("B");
          double x = high ? 15 + 0.2 * random.nextGaussian() : 10 + 4 * random.nextGaussian();
          return Double.toString(1 / (1 + Math.exp(-Math.min(x, 16))));
        });
    harmonise(matrix("float32"), "out", "--domain", "f6:unit", "--mean-only", "--reference-site=B");
    double[] found = values(export("out"), "f6");
    assertThat(found).contains(Math.nextDown(1f));
    assertThat(Arrays.stream(found).boxed()).allMatch(y -> y < 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void aReferenceSiteComesBackToTheBitAndOneRuleNeedsNoNames(String element) {
    study.without("f12");
    String input = matrix(element);
    harmonise(input, "out", "--domain", "*:positive", "--reference-site=B");
    Cli.run("export", "table", input, "--format=csv", "--output", at("before")).succeeds();
    FixtureTable before = FixtureTable.read(folder.resolve("before/table.csv"), 1);
    FixtureTable after = export("out");
    for (int s : study.scansOf("B")) {
      List<String> scan = List.of(study.cell("sub", s));
      for (String feature : study.features()) {
        assertThat(after.text(scan, feature)).isEqualTo(before.text(scan, feature));
      }
    }
  }

  @Test
  void whatCanNotBeMeantIsRefusedBeforeValuesAreRead() {
    String input = matrix("float32");
    refused(input, "g*:unit", "--domain 'g*:unit' is of no feature");
    refused(input, "*:positive,f2:unit", "feature 'f2' has two domains");
    assertRefused(
        dryRun(input, "--domain", "f1:positive,g:unit"), "--domain 'g:unit' is of no feature");
  }

  private List<String> dryRun(String input, String... more) {
    List<String> arguments = arguments(input, at("out"), more);
    arguments.add("--dry-run");
    return arguments;
  }

  private void refused(String input, String rules, String... parts) {
    assertRefused(arguments(input, at("out"), "--domain", rules), parts);
  }

  @Test
  void aModelIsAppliedInsideTheDomains() {
    String input = matrix("float64");
    harmonise(input, "fitted", "--domain", rules());
    Cli.run("apply", "--model", at("fitted"), "--input", input, "--output", at("again")).succeeds();
    FixtureTable expected = export("fitted");
    FixtureTable again = export("again");
    for (String feature : study.features()) {
      assertThat(values(again, feature)).containsExactly(values(expected, feature));
    }
    study.set("f6", 7, "1.5");
    List<String> odd =
        List.of(
            "apply", "--model", at("fitted"), "--input", matrix("float32"), "--output", at("x"));
    assertRefused(odd, "feature 'f6' of scan 'sub-008' is 1.5");
  }

  @Test
  void valuesThatLeaveTheirDomainAreRefusedByScanAndFeature() {
    study.set("f6", 7, "1.5").set("f3", 4, "0");
    String input = matrix("float32");
    String fraction = "feature 'f6' of scan 'sub-008' is 1.5; expected a value above 0 and below 1";
    refused(input, "f6:unit", "matrix-float32", fraction, "set it missing");
    refused(
        input, "f3:positive", "feature 'f3' of scan 'sub-005' is 0.0; expected a value above 0");
    assertRefused(arguments(input, at("out"), "--domain", "f6:unit", "--domain-check"), fraction);
  }
}
