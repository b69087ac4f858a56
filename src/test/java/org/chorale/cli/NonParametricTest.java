package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** {@code --prior nonparametric} beside the reference programs' numbers: what is said of it. */
class NonParametricTest extends OnSpark {
  private static final String[] OPTION = {"--prior", "nonparametric"};

  @Test
  void planModelAndInspectNameThePrior() throws Exception {
    Harmonised run = Harmonised.of(StudyTable.of(5, 3, 12, 6), output(), OPTION);
    assertThat(run.printed()).contains("location and scale, non-parametric empirical Bayes");
    assertThat(Files.readString(run.output().resolve("model/model.json")))
        .contains("\"prior\" : \"nonparametric\"")
        .doesNotContain("gamma_mean", "eb_steps");
    assertThat(Files.readString(run.output().resolve("run.json")))
        .contains("\"prior\" : \"nonparametric\"")
        .doesNotContain("eb_error_bound");
    String inspected = Cli.run("inspect", run.model(), "--table", "sites").succeeds();
    assertThat(inspected).contains("prior nonparametric\n");
  }

  @Test
  void withTwoFeaturesEachGetsTheEstimatesOfTheOther() {
    Harmonised run = Harmonised.of(StudyTable.of(5, 3, 12, 2), output(), OPTION);
    FixtureTable effects = run.inspect("effects", 2);
    for (String site : List.of("A", "B", "C")) {
      assertThat(effects.number(List.of(site, "f1"), "gamma_star"))
          .isEqualTo(effects.number(List.of(site, "f2"), "gamma_hat"));
      assertThat(effects.number(List.of(site, "f2"), "delta_star"))
          .isEqualTo(effects.number(List.of(site, "f1"), "delta_hat"));
    }
  }

  @Test
  void withTooFewFeaturesRawEstimatesAreUsedAndSaid() {
    Harmonised run = Harmonised.of(StudyTable.of(5, 3, 12, 1), output(), OPTION);
    assertThat(run.printed())
        .contains("no empirical Bayes")
        .contains("! a prior needs at least 2 usable features: no empirical Bayes at any site");
    FixtureTable effects = run.inspect("effects", 2);
    assertThat(effects.number(List.of("B", "f1"), "gamma_star"))
        .isEqualTo(effects.number(List.of("B", "f1"), "gamma_hat"));
  }

  @Test
  void aSmallSiteHasALocationOnly() {
    StudyTable study = StudyTable.of(5, 3, 12, 8).withScansAt("B", 1);
    FixtureTable effects = Harmonised.of(study, output(), OPTION).inspect("effects", 2);
    for (String feature : study.features()) {
      assertThat(effects.number(List.of("B", feature), "delta_star")).isEqualTo(1);
      assertThat(effects.number(List.of("B", feature), "gamma_star")).isFinite();
    }
  }
}
