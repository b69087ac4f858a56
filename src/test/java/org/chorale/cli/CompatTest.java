package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.Fixture;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code --compat}: a tool's defaults, its numbers, and that a given option wins. */
class CompatTest extends OnSpark {
  /** Of the references' values, in standard deviations of the feature. */
  private static final double TOLERANCE = 1e-9;

  /** Cases as their tool was called: nothing but its own defaults. */
  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of("sva_missing_par_cov", "sva", List.of()),
        Arguments.of("sva_singlescan_forces_meanonly", "sva", List.of()),
        Arguments.of("sva_feature_constant_within_site", "sva", List.of()),
        Arguments.of("sva_par_cov_sim6sites", "sva", List.of()),
        Arguments.of("sva_ref_par_cov_testdata", "sva", List.of("--reference-site", "1")),
        Arguments.of("nc_par_cov_missing_sim", "neurocombat", List.of()),
        Arguments.of("nc_par_cov_twoscan_sites", "neurocombat", List.of()),
        Arguments.of("nc_meanonly_singlescan", "neurocombat", List.of("--mean-only")),
        Arguments.of("fam_combat_cov", "combatfamily", List.of()),
        Arguments.of("fam_combat_robust", "combatfamily", List.of("--robust")),
        Arguments.of("fam_combat_noeb", "combatfamily", List.of("--prior", "none")),
        Arguments.of("fam_combat_ref_cov", "combatfamily", List.of("--reference-site", "S02")));
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("cases")
  void aToolsDefaultsGiveItsNumbers(String name, String tool, List<String> more) {
    Fixture fixture = ReferenceFixturesTest.present(name);
    FixtureTable expected = fixture.table("expected").orElseThrow();
    FixtureTable found = harmonise(fixture, tool, more);
    Distance distance = Distance.between(expected, found, fixture.features(), expected::sd);
    assertThat(distance.max()).as("at %s", distance.where()).isLessThanOrEqualTo(TOLERANCE);
  }

  private FixtureTable harmonise(Fixture fixture, String tool, List<String> more) {
    List<String> arguments = new ArrayList<>(List.of("harmonise", "--input"));
    arguments.add(fixture.file("input.csv").toString());
    arguments.addAll(List.of("--id", fixture.idColumn(), "--site", fixture.siteColumn()));
    add(arguments, fixture, "--continuous", false);
    add(arguments, fixture, "--categorical", true);
    arguments.addAll(List.of("--compat", tool, "--format", "csv"));
    arguments.addAll(more);
    Path output = folder.resolve("run");
    arguments.addAll(List.of("--output", output.toString()));
    Cli.run(arguments).succeeds();
    return FixtureTable.read(output.resolve("harmonised.csv"), 1);
  }

  private static void add(
      List<String> arguments, Fixture fixture, String option, boolean categorical) {
    List<String> names =
        fixture.covariates().stream()
            .filter(covariate -> covariate.categorical() == categorical)
            .map(Fixture.Covariate::name)
            .toList();
    if (!names.isEmpty()) {
      arguments.addAll(List.of(option, String.join(",", names)));
    }
  }

  private static StudyTable study() {
    return StudyTable.of(5, 3, 10, 4);
  }

  @Test
  void svaTakesScalesFromNoSiteIfOneHasASingleScan() {
    Harmonised run = Harmonised.of(study().withScansAt("B", 1), output(), "--compat", "sva");
    FixtureTable sites = run.status("sites", 1);
    assertThat(sites.text(List.of("A"), "method")).isEqualTo("mean-only");
    assertThat(sites.text(List.of("A"), "reason")).isEqualTo("small-site-elsewhere");
    assertThat(sites.text(List.of("B"), "reason")).isEqualTo("below-min-scans");
    assertThat(run.printed()).contains("as sva");
  }

  @Test
  void aGivenOptionWinsOverTheTool() {
    StudyTable study = study().withScansAt("B", 1);
    for (String tool :
        List.of("neurocombat", "neurocombat-python", "neuroharmonize", "combatfamily")) {
      assertRefused(study, List.of("--compat", tool), "fewer than 2 scans", "'B' (1)");
    }
    Harmonised run =
        Harmonised.of(study, output(), "--compat", "neurocombat", "--small-site", "mean-only");
    assertThat(run.status("sites", 1).text(List.of("A"), "method")).isEqualTo("location-scale");
  }

  @Test
  void pythonToolsRoundCovariatesToSinglePrecision() {
    StudyTable fine = study().map("age", age -> age + "123456789");
    StudyTable rounded =
        fine.copy().map("age", age -> Double.toString((float) Double.parseDouble(age)));
    for (String tool : List.of("neurocombat-python", "neuroharmonize")) {
      Harmonised python = Harmonised.of(fine, folder.resolve(tool), "--compat", tool);
      Harmonised same =
          Harmonised.of(rounded, folder.resolve(tool + "-same"), "--compat", "neurocombat");
      python.isNear(same, fine.features(), 0);
      assertThat(python.table().text(List.of("sub-001"), "age")).isEqualTo(fine.cell("age", 0));
    }
    Harmonised exact = Harmonised.of(fine, folder.resolve("exact"), "--compat", "sva");
    Harmonised python = Harmonised.of(fine, folder.resolve("python"), "--compat", "neuroharmonize");
    assertThat(exact.value("sub-001", "f1"))
        .isNotEqualTo(python.value("sub-001", "f1"))
        .isCloseTo(python.value("sub-001", "f1"), Offset.offset(1e-6));
  }

  @Test
  void aMissingValueMovesOtherFeaturesResidualsAsSvaAlone() {
    StudyTable gaps = study().set("f1", 3, "");
    FixtureTable ours = Harmonised.of(gaps, folder.resolve("ours"), "--prior", "none").table();
    FixtureTable sva =
        Harmonised.of(gaps, folder.resolve("sva"), "--prior", "none", "--compat", "sva").table();
    FixtureTable complete =
        Harmonised.of(study(), folder.resolve("complete"), "--prior", "none").table();
    double n = gaps.scans();
    for (List<String> scan : ours.keys()) {
      assertThat(ours.number(scan, "f2")).isEqualTo(complete.number(scan, "f2"));
    }
    double ratio = sva.sd("f2") / ours.sd("f2");
    assertThat(ratio).isGreaterThan(1).isLessThan(Math.sqrt(n / (n - 1)) + 1e-12);
  }
}
