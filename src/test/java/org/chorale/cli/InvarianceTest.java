package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not change the result, over studies drawn at random, gaps and small sites included. */
class InvarianceTest extends OnSpark {
  private static final double ROUNDING = 1e-10;

  private int runs;

  /** Another number of sites, scans, features and gaps for every seed. */
  private static StudyTable study(int seed) {
    Random random = new Random(seed);
    int sites = 2 + random.nextInt(4);
    StudyTable study = StudyTable.of(seed, sites, 6 + random.nextInt(10), 2 + random.nextInt(8));
    study.with("dx", s -> List.of("0", "1", "2").get(random.nextInt(3)));
    for (String feature : study.features()) {
      if (random.nextBoolean()) {
        study.set(feature, random.nextInt(study.scans()), "");
        study.set(feature, random.nextInt(study.scans()), "NA");
      }
    }
    if (seed % 2 == 0) {
      study.atSite("B", "f1", s -> "");
    }
    return seed % 3 == 0 ? study.withScansAt("A", 1) : study;
  }

  private Harmonised harmonise(StudyTable study, String... more) {
    List<String> options = new ArrayList<>(List.of("--categorical", "sex,dx"));
    options.addAll(List.of("--features", "f*"));
    options.addAll(List.of(more));
    Path output = folder.resolve("run-" + runs++);
    return Harmonised.of(study, output, options.toArray(String[]::new));
  }

  private void assertSame(StudyTable study, StudyTable changed) {
    for (String stop : List.of("reference", "converged")) {
      Harmonised wanted = harmonise(study, "--eb-stop", stop);
      harmonise(changed, "--eb-stop", stop).isNear(wanted, study.features(), ROUNDING);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 6})
  void theOrderOfRows(int seed) {
    StudyTable study = study(seed);
    assertSame(study, study.shuffledRows(seed));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 6})
  void theOrderOfColumnsAndFeatures(int seed) {
    StudyTable study = study(seed);
    List<String> order = new ArrayList<>(study.names());
    order.remove("sub");
    Collections.shuffle(order, new Random(seed));
    order.add(0, "sub");
    assertSame(study, study.copy().columns(order));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 6})
  void theNamesOfSitesAndTheirOrder(int seed) {
    StudyTable study = study(seed);
    assertSame(
        study, study.copy().map("site", site -> "site " + (char) ('Z' - site.charAt(0) + 'A')));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 6})
  void theCodingOfLevels(int seed) {
    StudyTable study = study(seed);
    List<UnaryOperator<String>> codings =
        List.of(
            level -> level.equals("0") ? "2" : level.equals("1") ? "1" : "0",
            level -> level.equals("0") ? "HC" : level.equals("1") ? "SZ" : "BD",
            level -> level.equals("0") ? "10" : level.equals("1") ? "-1.5" : "1e3");
    for (UnaryOperator<String> coding : codings) {
      assertSame(study, study.copy().map("dx", coding));
    }
    assertSame(study, study.copy().map("sex", sex -> sex.equals("M") ? "1" : "2"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 6})
  void theUnitOfAContinuousCovariate(int seed) {
    StudyTable study = study(seed);
    UnaryOperator<String> months =
        age ->
            new BigDecimal(age).multiply(new BigDecimal(12)).add(new BigDecimal(5000)).toString();
    assertSame(study, study.copy().map("age", months));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void aConstantOfAnotherSiteWithAReferenceAndNoEmpiricalBayes(int seed) {
    StudyTable study = study(seed);
    StudyTable shifted = study.copy();
    for (String feature : study.features()) {
      shifted.atSite("B", feature, s -> plus(study.cell(feature, s), "5"));
    }
    String[] options = {"--reference-site", "A", "--prior", "none"};
    Harmonised wanted = harmonise(study, options);
    harmonise(shifted, options).isNear(wanted, study.features(), ROUNDING);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 6})
  void aLargeMean(int seed) {
    StudyTable study = study(seed);
    StudyTable large = study.copy();
    // To a digit that a double near 1e6 holds, so that both studies hold the same deviations.
    study.features().forEach(feature -> study.map(feature, cell -> rounded(cell)));
    study.features().forEach(f -> large.map(f, cell -> plus(rounded(cell), "1048576")));
    Harmonised wanted = harmonise(study);
    FixtureTable near = wanted.table();
    FixtureTable far = harmonise(large).table();
    for (String feature : study.features()) {
      double sd = near.sd(feature);
      for (List<String> id : near.keys()) {
        double distance = far.number(id, feature) - 1048576 - near.number(id, feature);
        boolean both = Double.isNaN(far.number(id, feature)) && near.text(id, feature).isEmpty();
        assertThat(both || Math.abs(distance) / sd < 1e-8).as("%s %s", id, feature).isTrue();
      }
    }
  }

  private static String rounded(String cell) {
    return number(cell)
        ? Double.toString(Math.rint(Double.parseDouble(cell) * (1 << 24)) / (1 << 24))
        : cell;
  }

  private static String plus(String cell, String constant) {
    return number(cell) ? new BigDecimal(cell).add(new BigDecimal(constant)).toString() : cell;
  }

  private static boolean number(String cell) {
    return !cell.isEmpty() && !cell.equals("NA");
  }

  @Test
  void equalRunsGiveEqualFilesByteForByte() throws java.io.IOException {
    StudyTable study = study(4);
    Harmonised first = harmonise(study);
    Harmonised second = harmonise(study);
    for (String file : List.of("harmonised.csv", "status/features.csv", "model/model.json")) {
      assertThat(java.nio.file.Files.readAllBytes(second.output().resolve(file)))
          .as(file)
          .isEqualTo(java.nio.file.Files.readAllBytes(first.output().resolve(file)));
    }
  }
}
