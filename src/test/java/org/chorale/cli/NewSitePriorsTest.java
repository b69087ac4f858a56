package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** New sites under priors of their own features, and of the model's sites. */
class NewSitePriorsTest extends OnSpark {
  /** In σ; the iteration ends at its fixed point. */
  private static final double ROUNDING = 1e-10;

  private static final String[] CONVERGED = {"--eb-stop", "converged"};

  private int runs;

  private static StudyTable study() {
    return StudyTable.of(19, 4, 15, 6);
  }

  private Harmonised fitted(StudyTable study, String... options) {
    List<Integer> known =
        IntStream.range(0, study.scans())
            .filter(s -> !study.cell("site", s).equals("D"))
            .boxed()
            .toList();
    return Harmonised.of(study.rows(known), folder.resolve("fitted" + runs++), options);
  }

  private Harmonised estimated(Harmonised model, StudyTable scans, String priors) {
    Path output = folder.resolve(priors + runs++);
    return Harmonised.run(arguments(model, scans, output, priors));
  }

  private List<String> arguments(
      Harmonised model, StudyTable scans, Path output, String priors, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("apply", "--model", model.output().toString()));
    arguments.addAll(List.of("--input", write("late" + runs + ".csv", scans), "--format", "csv"));
    arguments.addAll(List.of("--output", output.toString()));
    arguments.addAll(List.of("--unseen-site", "estimate", "--priors", priors));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private static double mean(FixtureTable table, String column) {
    return table.keys().stream().mapToDouble(key -> table.number(key, column)).average().orElse(0);
  }

  private static double variance(FixtureTable table, String column) {
    double mean = mean(table, column);
    return table.keys().stream()
            .mapToDouble(key -> Math.pow(table.number(key, column) - mean, 2))
            .sum()
        / (table.keys().size() - 1);
  }

  @Test
  void thePriorIsThatOfAllSitesOfTheModelAndThePosteriorFollows() {
    StudyTable study = study();
    Harmonised model = fitted(study, CONVERGED);
    StudyTable late = study.rows(study.scansOf("D").subList(0, 3));
    Harmonised estimated = estimated(model, late, "model");
    FixtureTable sites = model.inspect("sites", 1);
    FixtureTable effects = model.inspect("effects", 2);
    FixtureTable ofNew = estimated.inspect("sites", 1);
    List<String> key = List.of("D");
    double gammaBar = ofNew.number(key, "gamma_bar");
    double tau2 = ofNew.number(key, "tau2");
    assertThat(gammaBar).isCloseTo(mean(effects, "gamma_hat"), within(ROUNDING));
    assertThat(tau2)
        .isCloseTo(mean(sites, "tau2") + variance(sites, "gamma_bar"), within(ROUNDING));
    double a = ofNew.number(key, "a_prior");
    double b = ofNew.number(key, "b_prior");
    assertThat(b / (a - 1)).isCloseTo(mean(effects, "delta_hat"), within(ROUNDING));
    FixtureTable found = estimated.inspect("effects", 2);
    for (List<String> pair : found.keys()) {
      double gammaHat = found.number(pair, "gamma_hat");
      double deltaHat = found.number(pair, "delta_hat");
      double gamma = found.number(pair, "gamma_star");
      double delta = found.number(pair, "delta_star");
      assertThat(gamma)
          .isCloseTo(
              (3 * tau2 * gammaHat + delta * gammaBar) / (3 * tau2 + delta), within(ROUNDING));
      double squares = 2 * deltaHat + 3 * (gammaHat - gamma) * (gammaHat - gamma);
      assertThat(delta).isCloseTo((b + squares / 2) / (1.5 + a - 1), within(ROUNDING));
    }
  }

  @Test
  void oneScanAndOneFeatureAreEnough() {
    StudyTable study = study();
    Harmonised model = fitted(study, "--features", "f1");
    StudyTable one = study.rows(study.scansOf("D").subList(0, 1));
    // A model of one feature has no priors; one of all has them for a site that lacks most.
    assertRefused(
        arguments(model, one, output(), "model"), "--priors model", "no parametric priors");
    StudyTable only = one.map("f2", y -> "").map("f3", y -> "").map("f4", y -> "");
    only.map("f5", y -> "").map("f6", y -> "");
    Harmonised all = fitted(study);
    Harmonised estimated = estimated(all, only, "model");
    FixtureTable sites = estimated.inspect("sites", 1);
    FixtureTable effects = estimated.inspect("effects", 2);
    List<String> pair = List.of("D", "f1");
    assertThat(sites.text(List.of("D"), "method")).isEqualTo("mean-only");
    double tau2 = sites.number(List.of("D"), "tau2");
    double gammaBar = sites.number(List.of("D"), "gamma_bar");
    assertThat(effects.number(pair, "gamma_star"))
        .isCloseTo(
            (tau2 * effects.number(pair, "gamma_hat") + gammaBar) / (tau2 + 1), within(ROUNDING));
    assertThat(effects.number(pair, "delta_star")).isEqualTo(1);
    assertThat(estimated(all, only, "own").printed()).contains("no empirical Bayes");
  }

  @Test
  void sitesThatWereEstimatedInformNoPrior() {
    StudyTable study = study();
    Harmonised model = fitted(study);
    StudyTable late = study.rows(study.scansOf("D"));
    Harmonised kept =
        Harmonised.run(arguments(model, late, folder.resolve("kept"), "own", "--keep-sites"));
    StudyTable later = late.copy().map("site", site -> "E").map("sub", id -> "new-" + id);
    FixtureTable before = estimated(model, later, "model").inspect("sites", 1);
    FixtureTable after = estimated(kept, later, "model").inspect("sites", 1);
    for (String prior : List.of("gamma_bar", "tau2", "a_prior", "b_prior")) {
      assertThat(after.number(List.of("E"), prior)).isEqualTo(before.number(List.of("E"), prior));
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    StudyTable study = study();
    StudyTable late = study.rows(study.scansOf("D"));
    assertRefused(
        arguments(fitted(study, "--prior", "none"), late, output(), "model"),
        "--priors model",
        "--prior none");
    Harmonised locations = fitted(study, "--min-scans", "15");
    Harmonised small = fitted(study, "--min-scans", "16");
    assertThat(estimated(locations, late, "model").status("sites", 1).text(List.of("D"), "method"))
        .isEqualTo("location-scale");
    StudyTable large = late.rows(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0, 1));
    for (int s : List.of(15, 16)) {
      large.set("sub", s, "again-" + s);
    }
    assertRefused(
        arguments(small, large, output(), "model"),
        "of no site of the model the scale was estimated",
        "'D'");
    List<String> refusing = arguments(small, late, output(), "model");
    refusing.set(refusing.indexOf("estimate"), "refuse");
    assertRefused(refusing, "--priors model", "--unseen-site estimate");
  }
}
