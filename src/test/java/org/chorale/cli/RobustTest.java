package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code --robust} beside the reference's numbers: outliers, options, refusals, what is said. */
class RobustTest extends OnSpark {
  private static final double ROUNDING = 1e-10;

  /** A scan whose age isn't known. */
  private static final int LEFT_OUT = 11;

  private static StudyTable study() {
    return StudyTable.of(5, 3, 15, 8);
  }

  /** No covariates: what a wild value does to a slope no robust scale can undo. */
  private Harmonised plainly(StudyTable study, String name, String... more) {
    List<String> options = new ArrayList<>(List.of("--continuous", "", "--categorical", ""));
    options.addAll(List.of("--features", "f*", "--exclude", "age"));
    options.addAll(List.of(more));
    return Harmonised.of(study, folder.resolve(name), options.toArray(String[]::new));
  }

  /** Standard deviation of a site's harmonised values, one scan apart. */
  private static double sd(Harmonised run, StudyTable study, String site, int but) {
    double[] values =
        study.scansOf(site).stream()
            .filter(s -> s != but)
            .mapToDouble(s -> run.value(study.cell("sub", s), "f1"))
            .toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(y -> (y - mean) * (y - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  @Test
  void anOutlierChangesOtherScansLittleWithItAndALotWithout() {
    StudyTable study = StudyTable.of(5, 6, 15, 8);
    int wild = study.scansOf("B").get(2);
    StudyTable spoilt = study.copy().set("f1", wild, "300");
    Harmonised robust = plainly(study, "robust", "--robust");
    Harmonised robustSpoilt = plainly(spoilt, "robust-spoilt", "--robust");
    Harmonised usual = plainly(study, "usual");
    Harmonised usualSpoilt = plainly(spoilt, "usual-spoilt");
    List<String> sites = List.of("A", "B", "C", "D", "E", "F");
    double without = 0;
    for (String site : sites) {
      double with = sd(robustSpoilt, study, site, wild) / sd(robust, study, site, wild);
      assertThat(Math.abs(Math.log(with))).as(site).isLessThan(Math.log(1.1));
      double ratio = sd(usualSpoilt, study, site, wild) / sd(usual, study, site, wild);
      without += Math.abs(Math.log(ratio)) / sites.size();
    }
    assertThat(without).isGreaterThan(Math.log(1.5));
    // The sites stay as far apart as they were brought.
    FixtureTable effects = robustSpoilt.inspect("effects", 2);
    FixtureTable before = robust.inspect("effects", 2);
    double moved = difference(effects, "gamma_hat") - difference(before, "gamma_hat");
    assertThat(Math.abs(moved)).isLessThan(0.2);
  }

  private static double difference(FixtureTable effects, String estimate) {
    return effects.number(List.of("B", "f1"), estimate)
        - effects.number(List.of("A", "f1"), estimate);
  }

  /** What it goes with. */
  static Stream<Arguments> options() {
    return Stream.of(
        Arguments.of(List.of("--mean-only")),
        Arguments.of(List.of("--reference-site", "B")),
        Arguments.of(List.of("--prior", "none")),
        Arguments.of(List.of("--eb-stop", "converged")),
        Arguments.of(List.of("--compat", "sva")),
        Arguments.of(List.of("--compat", "combatfamily")),
        Arguments.of(List.of("--continuous", "", "--smooth", "age:k=6", "--features", "f*")));
  }

  /** A table, the same rows shuffled, and a feature matrix of small blocks: three ways, one sum. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("options")
  void tablesAndMatricesAgreeWithGapsWhateverTheOrderOfRows(List<String> more) {
    StudyTable study = study().set("f2", 3, "").set("f2", 8, "NA").set("f5", 20, "90");
    study.atSite("C", "f7", s -> "").set("age", LEFT_OUT, "");
    List<String> options = new ArrayList<>(more);
    options.addAll(List.of("--robust", "--drop-incomplete"));
    String[] given = options.toArray(String[]::new);
    Harmonised table = Harmonised.of(study, folder.resolve("table"), given);
    Harmonised shuffled = Harmonised.of(study.shuffledRows(3), folder.resolve("shuffled"), given);
    shuffled.isNear(table, study.features(), ROUNDING);
    FixtureTable wanted = table.table();
    FixtureTable found = throughMatrix(folder.resolve("table-input.csv"), options);
    Distance distance = Distance.between(wanted, found, study.features(), wanted::sd);
    assertThat(distance.max()).as(distance.where()).isLessThan(ROUNDING);
    List<Integer> used = new ArrayList<>(IntStream.range(0, study.scans()).boxed().toList());
    used.remove(LEFT_OUT);
    assertThat(wanted.keys()).hasSameSizeAs(used);
    for (int s : used) {
      String id = study.cell("sub", s);
      assertThat(Double.isNaN(table.value(id, "f2"))).isEqualTo(s == 3 || s == 8);
      if (more.contains("--reference-site") && study.cell("site", s).equals("B")) {
        assertThat(wanted.text(List.of(id), "f1")).isEqualTo(study.cell("f1", s));
      }
    }
  }

  private FixtureTable throughMatrix(Path input, List<String> options) {
    List<String> made = new ArrayList<>(List.of("import", "table", "--input", input.toString()));
    made.addAll(List.of("--id=sub", "--site=site", "--features=f*", "--block-size=3"));
    made.addAll(List.of("--output", folder.resolve("matrix").toString()));
    Cli.run(made).succeeds();
    List<String> run =
        Harmonised.arguments(
            folder.resolve("matrix").toString(),
            folder.resolve("run"),
            options.stream()
                .filter(word -> !word.equals("--features") && !word.equals("f*"))
                .toArray(String[]::new));
    run.removeAll(List.of("--format", "csv"));
    Cli.run(run).succeeds();
    String table = folder.resolve("exported").toString();
    Cli.run(
            "export",
            "table",
            run.get(run.indexOf("--output") + 1),
            "--format=csv",
            "--output",
            table)
        .succeeds();
    return FixtureTable.read(folder.resolve("exported/table.csv"), 1);
  }

  @Test
  void tablesSideBySideGiveWhatOneGives() {
    StudyTable study = study();
    Harmonised one = Harmonised.of(study, folder.resolve("one"), "--robust");
    String left =
        write(
            "left.csv",
            study.copy().columns(List.of("sub", "site", "age", "sex", "f1", "f2", "f3")));
    StudyTable others = study.copy().columns(List.of("sub", "f4", "f5", "f6", "f7", "f8"));
    String right = write("right.csv", others.shuffledRows(9));
    List<String> arguments = Harmonised.arguments(left, output(), "--robust");
    arguments.addAll(List.of("--input", right));
    Harmonised.run(arguments).isNear(one, study.features(), ROUNDING);
  }

  @Test
  void sitesOfOneScanAndTwoHaveALocationAndWhatScaleTheyCan() {
    StudyTable study = study().withScansAt("B", 1).withScansAt("C", 2);
    Harmonised run = Harmonised.of(study, output(), "--robust");
    FixtureTable effects = run.inspect("effects", 2);
    for (String feature : study.features()) {
      assertThat(effects.number(List.of("B", feature), "delta_star")).isEqualTo(1);
      assertThat(effects.number(List.of("B", feature), "gamma_star")).isFinite();
      assertThat(effects.number(List.of("C", feature), "delta_star")).isPositive();
      for (List<String> id : run.table().keys()) {
        assertThat(run.table().number(id, feature)).isFinite();
      }
    }
  }

  @Test
  void moreThanHalfOfTheValuesEqualAreListedAndHarmonisedByThePlainScale() throws IOException {
    StudyTable ties = study();
    List<Integer> atB = ties.scansOf("B");
    atB.subList(0, 9).forEach(s -> ties.set("f3", s, "2.5"));
    Harmonised run = plainly(ties, "ties", "--robust");
    assertThat(run.reason("f3", "B")).isEqualTo("no-robust-scale-at-site");
    assertThat(run.reason("f3", "A")).isNull();
    assertThat(Files.readString(run.output().resolve("status/features.csv")))
        .contains("plain-scale");
    assertThat(run.printed()).contains("1 (feature, site) pairs: no-robust-scale-at-site");
    for (List<String> id : run.table().keys()) {
      assertThat(run.table().number(id, "f3")).isFinite();
    }
  }

  @Test
  void planModelAndInspectNameIt() throws IOException {
    Harmonised run = Harmonised.of(study(), output(), "--robust");
    assertThat(run.printed()).contains("location and scale by median and biweight midvariance");
    assertThat(Files.readString(run.output().resolve("model/model.json")))
        .contains("\"robust\" : true");
    assertThat(Files.readString(run.output().resolve("run.json"))).contains("\"robust\" : true");
    assertThat(Cli.run("inspect", run.model()).succeeds())
        .contains("prior parametric, stop reference, robust");
  }

  @Test
  void aDryRunSaysHowOftenValuesAreRead() {
    String input = write("scans.csv", study());
    for (List<String> said :
        List.of(
            List.of("read five times (once for robust effects, twice", "--eb-stop", "reference"),
            List.of("read four times (once for robust", "--eb-stop", "converged"),
            List.of("read three times (once for robust effects)", "--prior", "none"))) {
      List<String> options = new ArrayList<>(said.subList(1, said.size()));
      options.addAll(List.of("--robust", "--dry-run"));
      assertThat(
              Cli.run(Harmonised.arguments(input, output(), options.toArray(String[]::new)))
                  .succeeds())
          .contains(said.get(0));
    }
  }

  @Test
  void aJobFileTakesItAsAKey() {
    write("scans.csv", study());
    String job =
        write(
            "job.yaml",
            "input: %s\nid: sub\nsite: site\nrobust: true\nformat: csv\noutput: %s\n"
                .formatted(folder.resolve("scans.csv"), output()));
    assertThat(Cli.run("harmonise", job).succeeds()).contains("biweight midvariance");
  }

  @Test
  void choicesThatHaveNoRobustFormAreRefused() {
    assertRefused(
        study(), List.of("--robust", "--prior", "nonparametric"), "--robust", "nonparametric");
    assertRefused(
        study(), List.of("--robust", "--method", "residualise"), "--robust is for --method combat");
    assertRefused(study(), List.of("--robust", "--then", "f8"), "--robust needs values", "--then");
  }
}
