package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.SoftAssertions;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.Fixture;
import org.chorale.fixtures.Fixture.Covariate;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The command gives the numbers of the public reference programs: files in, files out. Each case's
 * {@code case.json} names the program, its version and the options it was run with.
 */
class ReferenceFixturesTest {

  private static final List<String> CASES =
      List.of(
          "sva_par_cov_bladder500",
          "sva_par_cov_sim50sites",
          "sva_par_cov_sim6sites",
          "sva_par_cov_testdata",
          "sva_par_nocov_testdata",
          "sva_meanonly_par_cov_testdata",
          "sva_ref_par_cov_testdata",
          "sva_ref_par_nocov_bladder500",
          "sva_feature_constant_within_site",
          "sva_singlescan_forces_meanonly",
          "sva_missing_par_cov",
          "nc_par_cov_5features",
          "nc_par_cov_missing_sim",
          "nc_par_cov_p800_n22",
          "nc_par_cov_testdata",
          "nc_par_cov_twoscan_sites",
          "nc_par_meanonly_nocov_testdata",
          "nc_par_meanonly_ref_cov_testdata",
          "nc_par_ref_cov_sim",
          "nc_par_ref_nocov_testdata",
          "nc_noeb_meanonly_cov_testdata",
          "nc_noeb_meanonly_ref_nocov_testdata",
          "nc_noeb_nocov_testdata",
          "nc_noeb_ref_cov_sim",
          "nc_noeb_ref_cov_testdata",
          "nc_meanonly_singlescan",
          "sva_nonpar_cov_testdata",
          "sva_nonpar_nocov_bladder200",
          "sva_meanonly_nonpar_nocov_testdata",
          "nc_nonpar_cov_testdata",
          "nc_nonpar_ref_nocov_testdata",
          "nc_nonpar_meanonly_nocov_testdata",
          "nc_nonpar_meanonly_ref_cov_testdata",
          "nh_linear_sim6sites",
          "nh_linear_noeb_sim6sites",
          "nh_linear_ref_sim6sites",
          "nh_gam_age_sim4sites",
          "fam_combat_cov",
          "fam_combat_noeb",
          "fam_combat_ref_cov",
          "fam_combat_robust",
          "fam_lm_bspline",
          "fam_lm_natural_spline",
          "fam_gam_cr_reml",
          "nh_linear_learn_apply_sim6sites",
          "nh_gam_bounds_learn_apply_sim4sites",
          "ncpy_from_training_sim6sites",
          "fam_combat_predict_new_batches",
          "fam_combat_ref_predict_new_batches");

  /** Smooth covariates of the cases that have some; {@code FILE} has the reference's λ. */
  private static final Map<String, String> SMOOTH =
      Map.of(
          "nh_gam_age_sim4sites", "age:lambda=FILE",
          "nh_gam_bounds_learn_apply_sim4sites", "age:lambda=FILE,bounds=16..92",
          "fam_lm_bspline", "age:basis=b-spline",
          "fam_lm_natural_spline", "age:basis=natural",
          "fam_gam_cr_reml", "age:basis=cr,k=8,lambda=FILE");

  /**
   * Of estimates: γ and δ relative to max(1, |expected|); α, β and site intercepts in standard
   * deviations of the feature, σ² in its variance. Two orders of magnitude above what rounding
   * leaves between the references' QR of the full design and our site moments.
   */
  private static final double ESTIMATES = 1e-8;

  /** {@code feature_estimates.csv} begins with feature, grand_mean and var_pooled. */
  private static final int COLUMNS_BEFORE_DESIGN = 3;

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("reference fixtures")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  static List<String> cases() {
    return CASES;
  }

  /**
   * Values of a baseline may be so far apart, in standard deviations of the feature: rounding
   * between a QR decomposition and site moments.
   */
  static final double BASELINE = 1e-11;

  /** Batch variables in sequence: rounding of moments by cell against the values themselves. */
  private static final double SEQUENCE = 1e-9;

  /**
   * What is asked for by options of its own: the case, the file with its values, how far apart they
   * may be, and the options.
   */
  static Stream<Arguments> baselines() {
    List<String> kept = List.of("--continuous", "age", "--categorical", "sex,diagnosis");
    return Stream.of(
        baseline("limma_nocov_testdata", "expected", List.of(), "residualise"),
        baseline("limma_cov_sim", "expected", kept, "residualise"),
        baseline(
            "baselines_cov_sim",
            "expected_residualise_weighted",
            kept,
            "combat",
            "--prior",
            "none",
            "--mean-only"),
        baseline("baselines_cov_sim", "expected_zscore_within_site", List.of(), "z-score"),
        baseline("baselines_cov_sim", "expected_zscore_rescaled", List.of(), "z-score-rescaled"),
        baseline(
            "baselines_cov_sim",
            "expected_zscore_to_reference",
            List.of(),
            "z-score-reference",
            "--reference-site",
            "S01"),
        sequence("expected_batch_then_batch2", "batch", "batch2", "reference"),
        sequence("expected_batch2_then_batch", "batch2", "batch", "reference"),
        sequence("expected_converged_batch_then_batch2", "batch", "batch2", "converged"),
        sequence("expected_converged_batch2_then_batch", "batch2", "batch", "converged"));
  }

  private static Arguments sequence(String expected, String first, String second, String stop) {
    return Arguments.of(
        "nested_two_batches_sim",
        expected,
        SEQUENCE,
        List.of(
            "--site=" + first,
            "--then=" + second,
            "--continuous=age",
            "--categorical=sex",
            "--eb-stop=" + stop));
  }

  private static Arguments baseline(
      String name, String expected, List<String> kept, String method, String... more) {
    List<String> options = new ArrayList<>(List.of("--site", "batch", "--method", method));
    options.addAll(kept);
    options.addAll(List.of(more));
    return Arguments.of(name, expected, BASELINE, options);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("baselines")
  void baselinesAndSequencesGiveTheReferencesNumbers(
      String name, String values, double tolerance, List<String> options) {
    Fixture fixture = present(name);
    Path output = folder.resolve("out");
    run(harmonise(fixture, options, output));
    FixtureTable expected = fixture.table(values).orElseThrow();
    FixtureTable found = FixtureTable.read(output.resolve("harmonised.csv"), 1);
    assertThat(found.keys()).containsExactlyInAnyOrderElementsOf(expected.keys());
    Distance distance = Distance.between(expected, found, fixture.features(), expected::sd);
    assertThat(distance.max()).as("at %s", distance.where()).isLessThanOrEqualTo(tolerance);
  }

  /**
   * Without empirical Bayes, or for means alone, nothing is iterated and no rule stops it. Of the
   * robust case the reference's stop is recorded alone.
   */
  static Stream<String> iteratingCases() {
    return CASES.stream().filter(name -> !name.matches(".*_(noeb|meanonly|nonpar|robust)_?.*"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theReferencesStopGivesTheReferencesNumbers(String name) {
    Fixture fixture = present(name);
    double tolerance =
        fixture
            .tolerance("expected_if_joint_stop_is_emulated")
            .orElseGet(() -> fixture.tolerance("expected").orElseThrow());
    check(fixture, "reference", fixture.table("expected").orElseThrow(), tolerance, "");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("iteratingCases")
  void iteratingToTheEndGivesTheConvergedReferencesNumbers(String name) {
    Fixture fixture = present(name);
    double tolerance = fixture.tolerance("expected_converged").orElseThrow();
    FixtureTable expected = fixture.table("expected_converged").orElseThrow();
    check(fixture, "converged", expected, tolerance, "_converged");
  }

  static Fixture present(String name) {
    Optional<Fixture> fixture = Fixture.find(name);
    assumeTrue(
        fixture.isPresent(),
        () -> "the case " + name + " is not in " + Fixture.places() + "; left out");
    return fixture.orElseThrow();
  }

  private void check(
      Fixture fixture, String stop, FixtureTable expected, double tolerance, String suffix) {
    Path output = folder.resolve("out");
    run(harmonise(fixture, model(fixture, stop), output));
    FixtureTable yardstick = fixture.table("expected").orElseThrow();

    SoftAssertions softly = new SoftAssertions();
    FixtureTable harmonised = FixtureTable.read(output.resolve("harmonised.csv"), 1);
    softly.assertThat(harmonised.columns()).isEqualTo(fixture.input().columns());
    softly.assertThat(harmonised.keys()).containsExactlyInAnyOrderElementsOf(expected.keys());
    near(
        softly,
        "harmonised values, in sd",
        Distance.between(expected, harmonised, fixture.features(), yardstick::sd),
        tolerance);

    String model = output.resolve("model").toString();
    FixtureTable effects =
        FixtureTable.parse(
            "effects", run(List.of("inspect", model, "--table", "effects", "--csv")), 2);
    double estimates = estimatesTolerance(fixture);
    near(softly, "gamma_hat", siteEffects(fixture, effects, "gamma_hat", ""), estimates);
    near(softly, "delta_hat", siteEffects(fixture, effects, "delta_hat", ""), estimates);
    near(softly, "gamma_star", siteEffects(fixture, effects, "gamma_star", suffix), estimates);
    near(softly, "delta_star", siteEffects(fixture, effects, "delta_star", suffix), estimates);

    FixtureTable features =
        FixtureTable.parse(
            "features", run(List.of("inspect", model, "--table", "features", "--csv")), 1);
    checkFeatures(softly, fixture, features, yardstick::sd, estimatesTolerance(fixture));
    softly.assertAll();
  }

  /** neuroHarmonize rounds covariates to single precision: its case says how far that moves. */
  private static double estimatesTolerance(Fixture fixture) {
    return Math.max(ESTIMATES, fixture.tolerance("expected_converged").orElse(0));
  }

  static List<String> harmonise(Fixture fixture, List<String> model, Path output) {
    List<String> arguments =
        new ArrayList<>(List.of("harmonise", "--input", fixture.file("input.csv").toString()));
    arguments.addAll(List.of("--id", fixture.idColumn()));
    arguments.addAll(
        List.of(
            "--features",
            String.join(
                ",", fixture.features().stream().map(ReferenceFixturesTest::name).toList())));
    arguments.addAll(model);
    arguments.addAll(List.of("--format", "csv", "--output", output.toString()));
    return arguments;
  }

  /** The options that say which model is fitted. */
  static List<String> model(Fixture fixture, String stop) {
    List<String> arguments = new ArrayList<>(List.of("--site", fixture.siteColumn()));
    covariates(fixture, "--continuous", false).ifPresent(arguments::addAll);
    covariates(fixture, "--categorical", true).ifPresent(arguments::addAll);
    if (fixture.meanOnly()) {
      arguments.add("--mean-only");
    }
    if (fixture.robust()) {
      arguments.add("--robust");
    }
    fixture.referenceSite().ifPresent(site -> arguments.addAll(List.of("--reference-site", site)));
    smooth(fixture).ifPresent(smooth -> arguments.addAll(List.of("--smooth", smooth)));
    if (!fixture.empiricalBayes()) {
      arguments.addAll(List.of("--prior", "none"));
    } else if (!fixture.parametric()) {
      arguments.addAll(List.of("--prior", "nonparametric"));
    }
    arguments.addAll(List.of("--eb-stop", stop));
    if (fixture.toString().startsWith("sva_missing")) {
      arguments.addAll(List.of("--compat", "sva"));
    }
    return arguments;
  }

  private static Optional<List<String>> covariates(
      Fixture fixture, String option, boolean categorical) {
    List<String> names =
        fixture.covariates().stream()
            .filter(covariate -> covariate.categorical() == categorical)
            .filter(covariate -> smooth(fixture).stream().noneMatch(isOf(covariate)))
            .map(covariate -> name(covariate.name()))
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(List.of(option, String.join(",", names)));
  }

  private static Optional<String> smooth(Fixture fixture) {
    return Optional.ofNullable(SMOOTH.get(fixture.toString()))
        .map(smooth -> smooth.replace("FILE", lambdaFile(fixture)));
  }

  /** neuroHarmonize's as it is; mgcv's λ stands among other columns, without a name we know. */
  private static String lambdaFile(Fixture fixture) {
    Optional<FixtureTable> fit = fixture.table("smooth_fit");
    if (fit.isEmpty()) {
      return fixture.file("smooth_alpha.csv").toString();
    }
    StringBuilder text = new StringBuilder("feature,lambda\n");
    for (List<String> key : fit.orElseThrow().keys()) {
      text.append(key.get(0)).append(',').append(fit.orElseThrow().number(key, "sp")).append('\n');
    }
    try {
      Path file = Files.createTempFile("lambda", ".csv");
      file.toFile().deleteOnExit();
      return Files.writeString(file, text).toString();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Predicate<String> isOf(Covariate covariate) {
    return smooth -> smooth.startsWith(covariate.name() + ":");
  }

  /** A name as the command's lists take it. */
  private static String name(String name) {
    return name.contains(",") || name.contains("+") ? '"' + name + '"' : name;
  }

  /** Runs a command that must succeed; gives what it printed. */
  private static String run(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments.toArray(String[]::new));
    assertThat(exitCode)
        .as("%s%n%s", arguments.get(0), err.toString(StandardCharsets.UTF_8))
        .isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * Distance of one estimate per site and feature from the reference's table of the same name.
   * Features that the reference sets aside are not in its table and not compared. Nor are the raw
   * estimates of the reference site: rounding noise for γ̂, and no use is made of either; nor
   * ComBatFamily's posterior ones, which it has and doesn't use.
   */
  private static Distance siteEffects(
      Fixture fixture, FixtureTable effects, String estimate, String suffix) {
    boolean raw = estimate.endsWith("_hat");
    Optional<FixtureTable> recorded = fixture.table(estimate + suffix);
    if (recorded.isEmpty() && fixture.toString().startsWith("ncpy_")) {
      // Of neuroCombat for Python the converged values were recorded, not the estimates.
      return Distance.NONE;
    }
    FixtureTable expected = recorded.orElseThrow();
    Distance worst = Distance.NONE;
    for (String site : fixture.sites()) {
      if ((raw || fixture.toString().startsWith("fam_"))
          && fixture.referenceSite().filter(site::equals).isPresent()) {
        continue;
      }
      for (String column : expected.columns(name -> !name.equals("batch"))) {
        String feature = featureOf(fixture, expected, column);
        double wanted = expected.number(List.of(site), column);
        double found = effects.number(List.of(site, feature), estimate);
        double unit = Math.max(1, Math.abs(wanted));
        worst = worst.or(Distance.of(wanted, found, unit), site + " " + feature);
      }
    }
    return worst;
  }

  /** ComBatFamily's robust posteriors have lost the names: V1, V2, … in the order of the table. */
  private static String featureOf(Fixture fixture, FixtureTable estimates, String column) {
    return fixture.features().contains(column)
        ? column
        : fixture.features().get(estimates.columns().indexOf(column) - 1);
  }

  private static void checkFeatures(
      SoftAssertions softly,
      Fixture fixture,
      FixtureTable features,
      ToDoubleFunction<String> sd,
      double tolerance) {
    FixtureTable expected = fixture.table("feature_estimates").orElseThrow();
    List<String> design = fixture.designColumns();
    for (List<String> key : expected.keys()) {
      double unit = sd.applyAsDouble(key.get(0));
      ToDoubleFunction<String> found = column -> features.number(key, column);
      Distance worst =
          Distance.NONE.or(
              Distance.of(
                  expected.number(key, "var_pooled"), found.applyAsDouble("sigma2"), unit * unit),
              "sigma2");
      if (expected.columns().contains("grand_mean")) {
        double wanted = expected.number(key, "grand_mean");
        worst = worst.or(Distance.of(wanted, found.applyAsDouble("alpha"), unit), "alpha");
      }
      for (int p = 0; p < design.size(); p++) {
        String ours = estimateName(fixture, p);
        double wanted = coefficient(fixture, expected, key, p);
        worst = worst.or(Distance.of(wanted, found.applyAsDouble(ours), unit), ours);
      }
      near(softly, "estimates of " + key.get(0) + ", in sd", worst, tolerance);
    }
  }

  /**
   * The reference's coefficient of a design column; R changes the names of its columns, not their
   * order. With a reference site the other sites' are differences to its intercept.
   */
  private static double coefficient(
      Fixture fixture, FixtureTable expected, List<String> key, int p) {
    double coefficient = expected.number(key, coefficientName(expected, p));
    int reference = fixture.referenceSite().map(fixture.sites()::indexOf).orElse(p);
    return p >= fixture.sites().size() || p == reference
        ? coefficient
        : coefficient + expected.number(key, coefficientName(expected, reference));
  }

  private static String coefficientName(FixtureTable expected, int p) {
    return expected.columns().get(COLUMNS_BEFORE_DESIGN + p);
  }

  /** Our name of the estimate that belongs to a column of R's design, {@code sexM} for one. */
  private static String estimateName(Fixture fixture, int p) {
    String column = fixture.designColumns().get(p);
    if (p < fixture.sites().size()) {
      return "intercept[" + column + "]";
    }
    if (column.startsWith("x0_s")) {
      // neuroHarmonize counts the columns of its first smooth from 0.
      return "beta[s(age).%d]".formatted(Integer.parseInt(column.substring("x0_s".length())) + 1);
    }
    for (Covariate covariate : fixture.covariates()) {
      for (String level : covariate.levels()) {
        if (column.equals(covariate.name() + level)) {
          return "beta[" + covariate.name() + "[" + level + "]]";
        }
      }
    }
    return "beta[" + column + "]";
  }

  private static void near(
      SoftAssertions softly, String what, Distance distance, double tolerance) {
    softly
        .assertThat(distance.max())
        .as("%s: largest distance, at %s", what, distance.where())
        .isLessThanOrEqualTo(tolerance);
  }
}
