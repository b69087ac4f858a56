package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.spark.sql.Row;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** Features that can't be plainly harmonised: what becomes of them, and what the ledger says. */
class FeatureLedgerTest extends OnSpark {
  private static final List<String> SITES = List.of("A", "B", "C");

  private static StudyTable study() {
    return StudyTable.of(4, 3, 12, 6);
  }

  private Harmonised harmonise(StudyTable study, String... options) {
    return Harmonised.of(study, output(), options);
  }

  /** The results of the other features are, to the bit, those of a run without this one. */
  private void assertAloneAffected(Harmonised run, StudyTable study, String feature) {
    StudyTable without = study.copy().without(feature);
    Harmonised others = Harmonised.of(without, folder.resolve("others"));
    run.isNear(others, without.features(), 0);
    FixtureTable priors = run.inspect("sites", 1);
    FixtureTable priorsOfOthers = others.inspect("sites", 1);
    for (List<String> site : priorsOfOthers.keys()) {
      for (String prior : List.of("gamma_bar", "tau2", "a_prior", "b_prior")) {
        assertThat(priors.text(site, prior)).isEqualTo(priorsOfOthers.text(site, prior));
      }
    }
  }

  private static void assertPassedThrough(Harmonised run, StudyTable study, String feature) {
    for (int s = 0; s < study.scans(); s++) {
      String cell = study.cell(feature, s);
      double expected = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
      assertThat(run.value(study.cell("sub", s), feature)).isEqualTo(Double.valueOf(expected));
    }
  }

  @Test
  void aConstantFeatureIsPassedThroughOutOfThePriorsAndReported() {
    StudyTable study = study().with("f3", s -> "0.1");
    Harmonised run = harmonise(study);
    assertPassedThrough(run, study, "f3");
    SITES.forEach(site -> assertThat(run.reason("f3", site)).isEqualTo("constant"));
    assertAloneAffected(run, study, "f3");
    assertThat(run.printed()).contains("1 features passed through: constant");
  }

  @Test
  void aConstantFeatureWithGapsIsStillConstant() {
    StudyTable study = study().with("f3", s -> s % 5 == 0 ? "" : "0.1");
    Harmonised run = harmonise(study);
    assertPassedThrough(run, study, "f3");
    SITES.forEach(site -> assertThat(run.reason("f3", site)).isEqualTo("constant"));
  }

  @Test
  void aFeatureConstantAtOneSiteIsPassedThroughEverywhere() {
    StudyTable study = study().atSite("B", "f3", s -> "2.7");
    Harmonised run = harmonise(study);
    assertPassedThrough(run, study, "f3");
    SITES.forEach(site -> assertThat(run.reason("f3", site)).isEqualTo("constant-within-a-site"));
    assertAloneAffected(run, study, "f3");
  }

  @Test
  void aFeatureWithoutResidualAtOneSiteIsLocationOnlyThere() {
    // Pairs of scans share dose and sex; noise that cancels in a pair leaves their effects exact.
    StudyTable study = study();
    study.with("dose", s -> Integer.toString(s / 6 % 3));
    study.with("sex", s -> s / 6 % 2 == 0 ? "F" : "M");
    study.with(
        "f3", s -> Double.toString(2 + 0.5 * (s / 6 % 3) + (s % 3 == 1 ? 0 : noiseInPairs(s / 3))));
    Harmonised run = harmonise(study, "--continuous", "dose", "--features", "f*");
    assertThat(run.reason("f3", "B")).isEqualTo("no-residual-at-site");
    assertThat(run.reason("f3", "A")).isNull();
    FixtureTable effects = run.inspect("effects", 2);
    assertThat(effects.number(List.of("B", "f3"), "delta_star")).isEqualTo(1);
    assertThat(effects.number(List.of("A", "f3"), "delta_star")).isNotEqualTo(1);
    FixtureTable table = run.table();
    for (List<String> id : table.keys()) {
      assertThat(table.number(id, "f3")).isFinite();
    }
    FixtureTable sites = run.inspect("sites", 1);
    assertThat(meanDelta(effects, "B", study.features(), "f3"))
        .isCloseTo(priorMean(sites, "B"), within(1e-12));
  }

  private static double noiseInPairs(int k) {
    return (k % 2 == 0 ? 1 : -1) * (0.1 + 0.01 * Math.floor(k / 2.0));
  }

  private static double meanDelta(
      FixtureTable effects, String site, List<String> features, String without) {
    return features.stream()
        .filter(feature -> !feature.equals(without))
        .mapToDouble(feature -> effects.number(List.of(site, feature), "delta_hat"))
        .average()
        .orElseThrow();
  }

  /** b/(a−1) of the inverse gamma. */
  private static double priorMean(FixtureTable sites, String site) {
    return sites.number(List.of(site), "b_prior") / (sites.number(List.of(site), "a_prior") - 1);
  }

  @Test
  void oneObservedValueAtASiteIsLocationOnlyThere() {
    StudyTable study = study();
    study.atSite("B", "f3", s -> s == 1 ? study.cell("f3", 1) : "");
    Harmonised run = harmonise(study);
    assertThat(run.reason("f3", "B")).isEqualTo("one-value-at-site");
    assertThat(run.status("features", 2).text(List.of("f3", "B"), "treatment"))
        .isEqualTo("mean-only");
    assertThat(run.status("features", 2).number(List.of("f3", "B"), "n")).isEqualTo(1);
    assertThat(run.reason("f3", "A")).isNull();
    assertThat(run.value(study.cell("sub", 1), "f3"))
        .isFinite()
        .isNotEqualTo(Double.parseDouble(study.cell("f3", 1)));
    assertThat(run.inspect("effects", 2).number(List.of("B", "f3"), "delta_star")).isEqualTo(1);
  }

  @Test
  void missingValuesStayMissingAndNothingElseBecomesSo() {
    StudyTable study = study();
    for (int s = 0; s < study.scans(); s += 4) {
      study.set("f2", s, s % 8 == 0 ? "" : "NaN");
    }
    FixtureTable table = harmonise(study).table();
    for (int s = 0; s < study.scans(); s++) {
      List<String> id = List.of(study.cell("sub", s));
      assertThat(table.text(id, "f2").isEmpty()).isEqualTo(s % 4 == 0);
      assertThat(table.text(id, "f1")).isNotEmpty();
    }
  }

  @Test
  void aFeatureMissingAtAWholeSiteIsHarmonisedAtTheOthers() {
    StudyTable study = study().atSite("B", "f3", s -> "NA");
    Harmonised run = harmonise(study);
    assertThat(run.reason("f3", "B")).isEqualTo("missing-at-site");
    assertThat(run.status("features", 2).text(List.of("f3", "B"), "treatment")).isEqualTo("none");
    assertThat(run.reason("f3", "A")).isNull();
    FixtureTable table = run.table();
    for (int s = 0; s < study.scans(); s++) {
      List<String> id = List.of(study.cell("sub", s));
      if (study.cell("site", s).equals("B")) {
        assertThat(table.text(id, "f3")).isEmpty();
      } else {
        assertThat(table.number(id, "f3"))
            .isFinite()
            .isNotEqualTo(Double.parseDouble(study.cell("f3", s)));
      }
    }
  }

  @Test
  void aFeatureSeenAtOneSiteOnlyIsPassedThrough() {
    StudyTable study = study().atSite("B", "f3", s -> "").atSite("C", "f3", s -> "");
    Harmonised run = harmonise(study);
    SITES.forEach(site -> assertThat(run.reason("f3", site)).isEqualTo("observed-at-one-site"));
    assertPassedThrough(run, study, "f3");
    assertAloneAffected(run, study, "f3");
  }

  @Test
  void aFeatureMissingEverywhereIsPassedThrough() {
    StudyTable study = study().with("f3", s -> s % 2 == 0 ? "" : "NA");
    Harmonised run = harmonise(study, "--features", "f*");
    SITES.forEach(site -> assertThat(run.reason("f3", site)).isEqualTo("never-observed"));
    assertPassedThrough(run, study.map("f3", cell -> ""), "f3");
    assertAloneAffected(run, study, "f3");
  }

  @Test
  void anEmptyColumnIsNoFeatureByDefaultAndSaidToBeSo() {
    StudyTable study = study().with("f3", s -> "");
    Harmonised run = harmonise(study);
    assertThat(run.printed()).contains("not features, as they are empty: 'f3'");
    assertThat(run.inspect("features", 1).keys()).doesNotContain(List.of("f3"));
    assertThat(run.table().columns()).contains("f3");
  }

  @Test
  void aFeatureWhoseObservedScansAreConfoundedIsPassedThrough() {
    StudyTable study = study();
    study.with("sex", s -> s / 3 % 2 == 0 ? "F" : "M");
    study.with(
        "f3",
        s ->
            study.cell("sex", s).equals("F") == (s % 3 == 0)
                ? Double.toString(Math.sin(13 * s))
                : "");
    Harmonised run = harmonise(study);
    SITES.forEach(
        site -> assertThat(run.reason("f3", site)).isEqualTo("confounded-where-observed"));
    assertPassedThrough(run, study, "f3");
    assertAloneAffected(run, study, "f3");
  }

  @Test
  void aFeatureThatCovariatesExplainEntirelyIsPassedThrough() {
    StudyTable study = study();
    study.with("f3", s -> Double.toString(2 * Double.parseDouble(study.cell("age", s))));
    Harmonised run = harmonise(study);
    SITES.forEach(site -> assertThat(run.reason("f3", site)).isEqualTo("no-residual"));
    assertPassedThrough(run, study, "f3");
  }

  @Test
  void aFeatureUnusableAtTheReferenceIsPassedThrough() {
    StudyTable study = study().atSite("B", "f3", s -> "");
    Harmonised run = harmonise(study, "--reference-site", "B");
    SITES.forEach(site -> assertThat(run.reason("f3", site)).isEqualTo("unusable-at-reference"));
    assertPassedThrough(run, study, "f3");
  }

  @Test
  void oneFeatureIsHarmonisedWithoutEmpiricalBayesAndAWarning() {
    StudyTable study = StudyTable.of(4, 3, 12, 1);
    Harmonised run = harmonise(study);
    assertThat(run.printed())
        .contains("a prior needs at least 2 usable features: no empirical Bayes at any site");
    Harmonised raw = Harmonised.of(study, folder.resolve("raw"), "--prior", "none");
    run.isNear(raw, List.of("f1"), 0);
    FixtureTable effects = run.inspect("effects", 2);
    effects
        .keys()
        .forEach(
            key ->
                assertThat(effects.text(key, "gamma_star"))
                    .isEqualTo(effects.text(key, "gamma_hat")));
  }

  @Test
  void featuresThatAreTooFewAtOneSiteLeaveEmpiricalBayesToTheOthers() {
    StudyTable study = StudyTable.of(4, 3, 12, 3);
    study.atSite("B", "f2", s -> "").atSite("B", "f3", s -> "");
    Harmonised run = harmonise(study);
    assertThat(run.printed()).contains("no empirical Bayes at 'B'");
    FixtureTable sites = run.inspect("sites", 1);
    assertThat(sites.text(List.of("B"), "gamma_bar")).isEmpty();
    assertThat(sites.text(List.of("A"), "gamma_bar")).isNotEmpty();
  }

  @Test
  void theLedgerIsTheSameAsParquet() {
    StudyTable study = study().with("f3", s -> "0.1").atSite("B", "f5", s -> "");
    Harmonised run = harmonise(study);
    List<List<String>> rows =
        spark()
            .read()
            .parquet(run.output().resolve("status/features.parquet").toString())
            .collectAsList()
            .stream()
            .map(FeatureLedgerTest::cells)
            .toList();
    FixtureTable csv = run.status("features", 2);
    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            csv.keys().stream()
                .map(key -> csv.columns().stream().map(column -> csv.text(key, column)).toList())
                .toList());
    assertThat(rows).hasSize(4);
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.getString(0),
        row.getString(1),
        Integer.toString(row.getInt(2)),
        row.getString(3),
        row.getString(4));
  }
}
