package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.Fixture;
import org.chorale.fixtures.Fixture.Covariate;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Moments of each site, a fit at a centre and an application at each site give the numbers of
 * Distributed-ComBat, in one exchange instead of two.
 */
class FederatedFixturesTest extends OnSpark {
  static Stream<Arguments> cases() {
    return Stream.of("dcombat_cov_4sites", "dcombat_meanonly_age", "dcombat_ref_cov_4sites")
        .flatMap(
            name ->
                Stream.of(
                    Arguments.of(
                        name, "reference", "expected", "expected_if_joint_stop_is_emulated"),
                    Arguments.of(name, "converged", "expected", "expected"),
                    Arguments.of(name, "converged", "expected_converged", "expected_converged")));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("cases")
  void sitesThatShareMomentsGetTheReferencesValues(
      String name, String stop, String values, String tolerance) throws IOException {
    Fixture fixture = ReferenceFixturesTest.present(name);
    Path design = folder.resolve("design.json");
    Cli.run(design(fixture, stop, design)).succeeds();

    List<String> fit = new ArrayList<>(List.of("fit", "--moments"));
    for (String site : fixture.sites()) {
      Path moments = folder.resolve("moments-" + site);
      Cli.run(
              "moments",
              "--design",
              design.toString(),
              "--input",
              inputOf(fixture, site),
              "--min-disclosure",
              "3",
              "--output",
              moments.toString())
          .succeeds();
      fit.add(moments.toString());
    }
    fit.addAll(List.of("--output", folder.resolve("model").toString()));
    Cli.run(fit).succeeds();

    FixtureTable expected = fixture.table(values).orElseThrow();
    FixtureTable yardstick = fixture.table("expected").orElseThrow();
    Distance worst = Distance.NONE;
    int scans = 0;
    for (String site : fixture.sites()) {
      Path output = folder.resolve("applied-" + site);
      Cli.run(
              "apply",
              "--model",
              folder.resolve("model").toString(),
              "--input",
              inputOf(fixture, site),
              "--format",
              "csv",
              "--output",
              output.toString())
          .succeeds();
      FixtureTable applied = FixtureTable.read(output.resolve("harmonised.csv"), 1);
      for (List<String> scan : applied.keys()) {
        scans++;
        for (String feature : fixture.features()) {
          worst =
              worst.or(
                  Distance.of(
                      expected.number(scan, feature),
                      applied.number(scan, feature),
                      yardstick.sd(feature)),
                  scan + " " + feature);
        }
      }
    }
    assertThat(scans).isEqualTo(expected.keys().size());
    assertThat(worst.max())
        .as("sd, at %s", worst.where())
        .isLessThanOrEqualTo(fixture.tolerance(tolerance).orElseThrow());
  }

  private static List<String> design(Fixture fixture, String stop, Path file) {
    List<String> arguments = new ArrayList<>(List.of("design", "--id", fixture.idColumn()));
    arguments.addAll(ReferenceFixturesTest.model(fixture, stop));
    for (Covariate covariate : fixture.covariates()) {
      if (!covariate.levels().isEmpty()) {
        arguments.add("--levels");
        arguments.add(covariate.name() + "=" + String.join(",", covariate.levels()));
      }
    }
    arguments.addAll(List.of("--features", String.join(",", fixture.features())));
    arguments.addAll(List.of("--output", file.toString()));
    return arguments;
  }

  /** The rows of one site, written once. */
  private String inputOf(Fixture fixture, String site) throws IOException {
    Path file = folder.resolve("input-" + site + ".csv");
    List<String> lines = Files.readAllLines(fixture.file("input.csv"));
    int column = List.of(lines.get(0).split(",", -1)).indexOf(fixture.siteColumn());
    List<String> rows = new ArrayList<>(List.of(lines.get(0)));
    lines.stream().skip(1).filter(l -> l.split(",", -1)[column].equals(site)).forEach(rows::add);
    Files.write(file, rows);
    return file.toString();
  }
}
