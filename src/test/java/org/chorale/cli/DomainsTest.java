package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.assertj.core.data.Offset;
import org.chorale.fixtures.FixtureTable;
import org.chorale.io.modeldir.ModelJson;
import org.chorale.model.Domains;
import org.chorale.model.Model;
import org.chorale.model.Word;
import org.chorale.stats.domain.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --domain} on tables: the scale, the way back, what is counted and what is kept. */
class DomainsTest extends OnSpark {
  /** Relative; values on the scale go through their shortest decimals, which are exact. */
  private static final double SAME = 1e-12;

  /** Features in another order: priors are summed in it; in standard deviations. */
  private static final double ORDER = 1e-10;

  private static final String RULES = "f1:positive,f2:unit,f3:positive";

  /** f1 and f3 are volumes, f2 is a fraction, f4 has no bounds. */
  private static StudyTable bounded() {
    return scaled(
        Map.of("f1", Math::exp, "f2", x -> 1 / (1 + Math.exp(-x)), "f3", x -> Math.exp(3 * x)));
  }

  private static StudyTable scaled(Map<String, DoubleUnaryOperator> by) {
    StudyTable study = StudyTable.of(21, 3, 12, 4);
    study.set("f1", 4, "").set("f2", 7, "").with("coil", s -> s % 2 == 0 ? "old" : "new");
    by.forEach((feature, scale) -> apply(study, feature, scale));
    return study;
  }

  private static void apply(StudyTable study, String feature, DoubleUnaryOperator scale) {
    study.map(
        feature,
        cell ->
            cell.isEmpty() ? cell : Double.toString(scale.applyAsDouble(Double.parseDouble(cell))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--method residualise",
        "--method z-score-rescaled --continuous= --categorical=",
        "--prior nonparametric",
        "--prior none",
        "--mean-only",
        "--reference-site B",
        "--smooth age:k=6 --continuous=",
        "--compat sva",
        "--compat neuroharmonize",
        "--eb-stop converged",
        "--then coil",
        "--robust",
        "--robust --prior none"
      })
  void valuesAreThoseOfHarmonisingOnTheScaleByHand(String options) {
    StudyTable study = bounded();
    Harmonised run =
        Harmonised.of(study, folder.resolve("out"), arguments(options, "--domain", RULES));
    StudyTable byHand = study.copy();
    apply(byHand, "f1", Domain.POSITIVE::toScale);
    apply(byHand, "f2", Domain.UNIT::toScale);
    apply(byHand, "f3", Domain.POSITIVE::toScale);
    Harmonised scale = Harmonised.of(byHand, folder.resolve("hand"), arguments(options));
    assertBack(run, scale, "f1", Domain.POSITIVE);
    assertBack(run, scale, "f2", Domain.UNIT);
    assertBack(run, scale, "f3", Domain.POSITIVE);
    assertBack(run, scale, "f4", null);
  }

  /** The usual options but for those given as {@code --name=}, which are left empty. */
  private static String[] arguments(String options, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(more));
    for (String option : options.split(" ", -1)) {
      if (option.isEmpty()) {
        continue;
      }
      if (option.endsWith("=")) {
        all.addAll(List.of(option.substring(0, option.length() - 1), ""));
      } else {
        all.add(option);
      }
    }
    return all.toArray(String[]::new);
  }

  private static void assertBack(Harmonised run, Harmonised scale, String feature, Domain domain) {
    FixtureTable values = run.table();
    FixtureTable onScale = scale.table();
    for (List<String> scan : onScale.keys()) {
      double x = onScale.number(scan, feature);
      double expected = domain == null ? x : domain.fromScale(x);
      double value = values.number(scan, feature);
      if (Double.isNaN(x)) {
        assertThat(value).as("%s %s", feature, scan).isNaN();
      } else {
        assertThat(value)
            .as("%s %s", feature, scan)
            .isCloseTo(expected, Offset.offset(SAME * Math.abs(expected)));
      }
    }
  }

  /** Skewed volumes, tiny at one site; fractions that crowd at both bounds. */
  private static StudyTable nasty() {
    StudyTable study =
        scaled(
            Map.of(
                "f1",
                x -> Math.exp(5 * x),
                "f2",
                x -> 1 / (1 + Math.exp(10 * (2 - x))),
                "f3",
                x -> Math.exp(3 * x)));
    for (String feature : List.of("f1", "f3")) {
      for (int s : study.scansOf("B")) {
        if (!study.cell(feature, s).isEmpty()) {
          double tiny = 1e-4 * Double.parseDouble(study.cell(feature, s));
          study.set(feature, s, Double.toString(tiny));
        }
      }
    }
    return study;
  }

  @Test
  void nothingLeavesItsDomainAndWhatWouldHaveIsCountedAndListed() {
    String rules = "f3:positive,f1:positive,f2:unit";
    StudyTable study = nasty();
    Harmonised plain = Harmonised.of(study, folder.resolve("plain"));
    Harmonised inside = Harmonised.of(study, folder.resolve("inside"), "--domain", rules);
    Harmonised checked =
        Harmonised.of(study, folder.resolve("checked"), "--domain", rules, "--domain-check");
    Map<String, Domain> domains =
        Map.of("f1", Domain.POSITIVE, "f2", Domain.UNIT, "f3", Domain.POSITIVE);
    int outside = 0;
    int features = 0;
    for (String feature : domains.keySet()) {
      assertThat(Arrays.stream(values(inside, feature)).boxed())
          .allMatch(domains.get(feature)::holds);
      OutsideByHand byHand = new OutsideByHand(plain, feature, domains.get(feature));
      byHand.assertListed(inside);
      byHand.assertListed(checked);
      outside += byHand.outside;
      features += byHand.outside > 0 ? 1 : 0;
    }
    assertThat(features).isEqualTo(3);
    assertThat(inside.printed())
        .contains(
            "f3:positive, f1:positive, f2:unit; harmonised inside them",
            "without --domain %d of 106 values, of %d of 3 features, would have"
                .formatted(outside, features));
    assertThat(checked.printed())
        .contains(
            "checked only",
            "%d of 106 values, of %d of 3 features, left their domain"
                .formatted(outside, features));
    assertThat(Cli.run("inspect", inside.model()).succeeds())
        .contains("domains: f3:positive, f1:positive, f2:unit; harmonised inside them");
    assertThat(modelOf(inside).specification().domains())
        .isEqualTo(Domains.parse(List.of("f3:positive", "f1:positive", "f2:unit"), false));
    assertThat(modelOf(checked).specification().domains().transforms()).isFalse();
    assertThat(Cli.entries(inside.output()))
        .containsExactly("harmonised.csv", "model", "run.json", "status");
    checked.isNear(plain, study.features(), 0);
  }

  private static Model modelOf(Harmonised run) {
    try {
      return ModelJson.read(new Configuration(), new Path(run.model()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] values(Harmonised run, String feature) {
    FixtureTable table = run.table();
    return table.keys().stream()
        .mapToDouble(scan -> table.number(scan, feature))
        .filter(y -> !Double.isNaN(y))
        .toArray();
  }

  /** A feature of a run without {@code --domain}, counted value by value. */
  private static final class OutsideByHand {
    private final String feature;
    private final Domain domain;
    private final double[] values;
    private final String worst;
    private final int outside;

    OutsideByHand(Harmonised plain, String feature, Domain domain) {
      this.feature = feature;
      this.domain = domain;
      this.values = values(plain, feature);
      this.outside = (int) Arrays.stream(values).filter(y -> !domain.holds(y)).count();
      String farthest = null;
      double most = 0;
      FixtureTable table = plain.table();
      for (List<String> scan : table.keys()) {
        double y = table.number(scan, feature);
        double beyond = domain == Domain.UNIT ? Math.max(-y, y - 1) : -y;
        if (beyond > most) {
          most = beyond;
          farthest = scan.get(0);
        }
      }
      this.worst = farthest;
    }

    void assertListed(Harmonised run) {
      FixtureTable listed = run.status("domains", 1);
      List<String> key = List.of(feature);
      assertThat(listed.keys().contains(key)).isEqualTo(outside > 0);
      if (outside > 0) {
        assertThat(listed.text(key, "domain")).isEqualTo(Word.of(domain));
        assertThat(listed.number(key, "outside")).isEqualTo(outside);
        assertThat(listed.number(key, "n")).isEqualTo(values.length);
        assertThat(listed.number(key, "lowest"))
            .isEqualTo(Arrays.stream(values).min().orElseThrow());
        assertThat(listed.number(key, "highest"))
            .isEqualTo(Arrays.stream(values).max().orElseThrow());
        assertThat(listed.text(key, "scan")).isEqualTo(worst);
      }
    }
  }

  @Test
  void runRecordAndJsonTellTheTotals() throws IOException {
    Harmonised run = Harmonised.of(nasty(), output(), "--domain", "f3:positive", "--json");
    String totals = Files.readString(run.output().resolve("run.json")).replaceAll("\\s", "");
    assertThat(totals).contains("\"domain\":[\"f3:positive\"],\"domain-check\":false");
    assertThat(totals)
        .containsPattern("\"domains\":\\{\"features\":1,\"values\":36,\"features_outside\":1,");
    assertThat(run.printed()).contains("\"domains\":{\"features\":1,\"values\":36,");
  }

  @Test
  void whatDoesNotMoveComesBackToTheBit() {
    StudyTable study = bounded().with("f5", s -> "0.1");
    Harmonised run =
        Harmonised.of(study, output(), "--domain", "*:positive", "--reference-site", "B");
    assertThat(run.reason("f5", "A")).isEqualTo("constant");
    for (String feature : List.of("f1", "f2", "f3", "f5")) {
      for (int s : study.scansOf("B")) {
        assertSameBits(run, study, feature, s);
      }
    }
    for (int s = 0; s < study.scans(); s++) {
      assertSameBits(run, study, "f5", s);
    }
    assertThat(run.value(study.cell("sub", 0), "f1"))
        .isNotEqualTo(Double.parseDouble(study.cell("f1", 0)));
  }

  private static void assertSameBits(Harmonised run, StudyTable study, String feature, int s) {
    String cell = study.cell(feature, s);
    double value = run.value(study.cell("sub", s), feature);
    if (cell.isEmpty()) {
      assertThat(value).isNaN();
    } else {
      assertThat(value).isEqualTo(Double.parseDouble(cell));
    }
  }

  @Test
  void tablesSideBySideGiveTheValuesOfOne() {
    StudyTable study = nasty();
    Harmonised one = Harmonised.of(study, folder.resolve("one"), "--domain", RULES);
    String first = write("first.csv", study.copy().without("f2").without("f3"));
    String second = write("second.csv", study.copy().columns(List.of("sub", "f2", "f3")));
    List<String> arguments =
        new ArrayList<>(Harmonised.arguments(first, folder.resolve("two"), "--domain", RULES));
    arguments.add(arguments.indexOf(first) + 1, second);
    Harmonised two = Harmonised.run(arguments);
    two.isNear(one, study.features(), ORDER);
    assertThat(two.status("domains", 1).keys()).isEqualTo(one.status("domains", 1).keys());
  }

  @Test
  void parquetGoesInAndComesOutTheSame() {
    StudyTable study = nasty();
    Harmonised.of(study, folder.resolve("outside"), "--format", "parquet");
    String table = folder.resolve("outside/harmonised").toString();
    assertRefused(
        Harmonised.arguments(table, output(), "--domain", "f3:positive"),
        "column 'f3' of scan 'sub-",
        "expected a value above 0, as --domain says");
    Harmonised.of(study, folder.resolve("inside"), "--format", "parquet", "--domain", RULES);
    String inside = folder.resolve("inside/harmonised").toString();
    Harmonised csv = Harmonised.of(study, folder.resolve("csv"), "--domain", RULES);
    FixtureTable expected = csv.table();
    spark()
        .read()
        .parquet(inside)
        .collectAsList()
        .forEach(
            row -> {
              List<String> scan = List.of(row.getString(row.fieldIndex("sub")));
              assertThat(row.getDouble(row.fieldIndex("f3")))
                  .isEqualTo(expected.number(scan, "f3"));
            });
  }

  @Test
  void otherRulesAreAnotherRunAndTheSameOnesTheSame() {
    StudyTable study = bounded();
    Harmonised.of(study, output(), "--domain", "f1:positive");
    assertThat(Harmonised.of(study, output(), "--domain", "f1:positive").printed())
        .contains("nothing to do");
    String input = folder.resolve("out-input.csv").toString();
    assertRefused(
        Harmonised.arguments(input, output(), "--domain", "f1:positive,f2:unit"),
        "out holds another run");
    assertRefused(
        Harmonised.arguments(input, output(), "--domain", "f1:positive", "--domain-check"),
        "out holds another run");
  }

  @Test
  void aJobFileHasTheSameKeys() {
    String job =
        "input: %s\nid: sub\nsite: site\noutput: %s\ncontinuous: age\ncategorical: [sex]\n"
            .formatted(write("scans.csv", bounded()), output());
    String file = write("job.yaml", job + "domain: [f1:positive, f2:unit]\ndomain-check: true\n");
    assertThat(Cli.run("harmonise", file).succeeds())
        .contains("f1:positive, f2:unit; checked only");
  }

  private List<String> apply(Harmonised model, String input, String output) {
    return List.of(
        "apply",
        "--model=" + model.output(),
        "--input=" + input,
        "--format=csv",
        "--output",
        folder.resolve(output).toString());
  }

  @Test
  void aModelIsAppliedInsideTheDomains() {
    StudyTable study = bounded();
    Harmonised model = Harmonised.of(study, folder.resolve("fitted"), "--domain", RULES);
    Harmonised again = Harmonised.run(apply(model, write("again.csv", study), "again"));
    again.isNear(model, study.features(), 0);
    String odd = write("odd.csv", study.copy().set("f1", 3, "-2"));
    assertRefused(apply(model, odd, "odd"), "odd.csv:5: column 'f1' of scan 'sub-004'", "above 0");
  }

  @Test
  void aDryRunTellsHowOftenValuesWillBeRead() {
    List<String> arguments =
        new ArrayList<>(
            Harmonised.arguments(write("scans.csv", bounded()), output(), "--domain", RULES));
    arguments.add("--dry-run");
    assertThat(Cli.run(arguments).succeeds()).contains("values read four times");
    arguments.add("--domain-check");
    assertThat(Cli.run(arguments).succeeds()).contains("values read three times");
  }

  @Test
  void rulesThatCanNotBeMeantAreRefused() {
    StudyTable study = bounded();
    refused(study, "f1", "--domain 'f1' names no domain", "'FA:unit'");
    refused(study, ":unit", "--domain ':unit' names no feature");
    refused(study, "f1:units", "no domain 'units'", "did you mean 'unit'?");
    refused(study, "g*:unit", "--domain 'g*:unit' is of no feature", "'f1'");
    refused(
        study,
        "f*:positive,f2:unit",
        "feature 'f2' has two domains, by --domain 'f*:positive' and 'f2:unit'");
    assertRefused(study, List.of("--domain-check"), "--domain-check needs domains");
    assertRefused(
        study,
        List.of(
            "--domain",
            "f1:positive",
            "--method",
            "z-score",
            "--continuous",
            "",
            "--categorical",
            ""),
        "--method z-score",
        "leave --domain out");
  }

  private void refused(StudyTable study, String rules, String... parts) {
    assertRefused(study, List.of("--domain", rules), parts);
  }

  @Test
  void dataThatLeaveTheirDomainAreRefusedWithLineScanAndFeature() {
    StudyTable study = bounded().set("f1", 3, "0").set("f2", 5, "1.5").set("f4", 2, "-3");
    String[] parts = {
      "scans.csv:5: column 'f1' of scan 'sub-004' found '0.0'; expected a value above 0, as --domain says",
      "scans.csv:7: column 'f2' of scan 'sub-006' found '1.5'; expected a value above 0 and below 1",
      "leave the feature out of --domain"
    };
    List<String> rules = new ArrayList<>(List.of("--domain", "f1:positive,f2:unit"));
    assertRefused(study, rules, parts);
    rules.add("--domain-check");
    assertRefused(study, rules, parts);
    rules.add("--dry-run=full");
    assertRefused(study, rules, parts);
  }
}
