package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.Fixture;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A model that is applied to new scans gives the numbers of the reference programs' appliers. */
class ApplyFixturesTest extends OnSpark {
  /** The case and what it needs to be applied. */
  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of("nh_linear_learn_apply_sim6sites", List.of()),
        Arguments.of("nh_gam_bounds_learn_apply_sim4sites", List.of()),
        Arguments.of("ncpy_from_training_sim6sites", List.of("--compat", "neurocombat")),
        Arguments.of("fam_combat_predict_new_batches", List.of("--unseen-site", "estimate")),
        Arguments.of("fam_combat_ref_predict_new_batches", List.of("--unseen-site", "estimate")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void iteratedToTheEndNewScansGetTheReferencesValues(String name, List<String> options) {
    Fixture fixture = ReferenceFixturesTest.present(name);
    check(
        fixture,
        "converged",
        options,
        fixture.table("apply_expected_converged").orElseThrow(),
        fixture.tolerance("expected_converged").orElseThrow());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void newScansGetTheReferencesValues(String name, List<String> options) {
    Fixture fixture = ReferenceFixturesTest.present(name);
    double tolerance =
        fixture
            .tolerance("expected_if_joint_stop_is_emulated")
            .orElseGet(() -> fixture.tolerance("expected").orElseThrow());
    check(fixture, "reference", options, fixture.table("apply_expected").orElseThrow(), tolerance);
  }

  private void check(
      Fixture fixture, String stop, List<String> options, FixtureTable expected, double tolerance) {
    Path fitted = folder.resolve("fitted");
    Cli.run(
            ReferenceFixturesTest.harmonise(
                fixture, ReferenceFixturesTest.model(fixture, stop), fitted))
        .succeeds();
    Path output = folder.resolve("applied");
    List<String> arguments = new ArrayList<>(List.of("apply", "--model", fitted.toString()));
    arguments.addAll(List.of("--input", fixture.file("apply_input.csv").toString()));
    arguments.addAll(List.of("--format", "csv", "--output", output.toString()));
    arguments.addAll(options);
    Cli.run(arguments).succeeds();

    FixtureTable applied = FixtureTable.read(output.resolve("harmonised.csv"), 1);
    assertThat(applied.keys()).containsExactlyInAnyOrderElementsOf(expected.keys());
    FixtureTable input = fixture.table("apply_input").orElseThrow();
    FixtureTable yardstick = fixture.table("expected").orElseThrow();
    Distance worst = Distance.NONE;
    for (List<String> scan : expected.keys()) {
      boolean atReference =
          fixture
              .referenceSite()
              .filter(input.text(scan, fixture.siteColumn())::equals)
              .isPresent();
      for (String feature : fixture.features()) {
        // ComBatFamily changes scans of the reference site; ours are copied.
        double wanted = (atReference ? input : expected).number(scan, feature);
        double found = applied.number(scan, feature);
        worst = worst.or(Distance.of(wanted, found, yardstick.sd(feature)), scan + " " + feature);
        if (atReference) {
          assertThat(found).isEqualTo(wanted);
        }
      }
    }
    assertThat(worst.max()).as("sd, at %s", worst.where()).isLessThanOrEqualTo(tolerance);
  }
}
