package org.chorale.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chorale.fixtures.CoreHarmonisation;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.Fixture;
import org.chorale.fixtures.FixtureScans;
import org.chorale.fixtures.FixtureTable;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.penalty.FeatureSums;
import org.chorale.stats.penalty.PenalisedSlopes;
import org.chorale.stats.penalty.PenalisedSpan;
import org.chorale.stats.penalty.Penalty;
import org.chorale.stats.penalty.Smoothing;
import org.chorale.stats.regression.BlockFit;
import org.chorale.stats.smooth.SplineBasis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Smooth covariates as ComBatFamily with R's splines, neuroHarmonize and mgcv have them, at the
 * core: scan table, design, moments, regression, empirical Bayes, adjustment. Each case's {@code
 * case.json} names the program, its version and its tolerances.
 */
class SmoothReferenceTest {
  private static final double BASIS = 1e-10;

  /** Coefficients are of order 1; two orders above what rounding leaves. */
  private static final double COEFFICIENTS = 1e-9;

  private static Fixture fixture(String name) {
    return Fixture.find(name).orElseThrow();
  }

  private static Study study(Fixture fixture, String smooth) throws IOException {
    String[] lines =
        Files.readAllLines(fixture.file("input.csv"), StandardCharsets.UTF_8)
            .toArray(String[]::new);
    Specification.Builder specification =
        Specification.builder().site("batch").smooth(SmoothOption.parse(smooth));
    for (Fixture.Covariate covariate : fixture.covariates()) {
      if (covariate.categorical()) {
        specification.categorical(covariate.name());
      } else if (!covariate.name().equals("age")) {
        specification.continuous(covariate.name());
      }
    }
    return Study.of(Scans.of(lines), specification.build());
  }

  private static CoreHarmonisation harmonise(
      Fixture fixture, Study study, Map<String, double[]> lambdas) {
    FixtureScans scans = new FixtureScans(fixture, fixture.input());
    int count = fixture.features().size();
    Penalty penalty = study.facts().penalty(lambdas, Blocks.cut(new int[] {count}, count));
    return new CoreHarmonisation(study.z(), scans.sites(), scans.values(), penalty);
  }

  private static Map<String, double[]> recordedAlpha(Fixture fixture) {
    FixtureTable alpha = fixture.table("smooth_alpha").orElseThrow();
    Map<String, Double> byName = new HashMap<>();
    alpha.keys().forEach(key -> byName.put(key.get(0), alpha.number(key, "alpha0")));
    return Map.of("age", Lambda.inOrder("age", fixture.features(), byName));
  }

  private static void check(
      Fixture fixture, String table, double tolerance, CoreHarmonisation core, boolean joint) {
    Distance distance =
        new FixtureScans(fixture, fixture.input())
            .from(fixture.table(table).orElseThrow(), core.harmonised(joint));
    assertThat(distance.max()).as(distance.where()).isLessThan(tolerance);
  }

  @ParameterizedTest
  @CsvSource({
    "fam_lm_bspline,age:basis=bs",
    "fam_lm_natural_spline,age:basis=ns",
    "fam_gam_cr_reml,'age:basis=cr,k=8,lambda=recorded.csv'"
  })
  void familyCasesAreMet(String name, String smooth) throws IOException {
    Fixture fixture = fixture(name);
    Map<String, double[]> lambdas =
        fixture.table("smooth_fit").isPresent() ? Map.of("age", column(fixture, "sp")) : Map.of();
    checkFamily(fixture, harmonise(fixture, study(fixture, smooth), lambdas));
  }

  private static void checkFamily(Fixture fixture, CoreHarmonisation core) {
    double jointly = fixture.tolerance("expected_if_joint_stop_is_emulated").orElseThrow();
    double converged = fixture.tolerance("expected_converged").orElseThrow();
    check(fixture, "expected", Math.max(jointly, 1e-9), core, true);
    check(fixture, "expected", fixture.tolerance("expected").orElseThrow(), core, false);
    check(fixture, "expected_converged", converged, core, false);
  }

  private static double[] column(Fixture fixture, String name) {
    FixtureTable fit = fixture.table("smooth_fit").orElseThrow();
    return fixture.features().stream()
        .mapToDouble(feature -> fit.number(List.of(feature), name))
        .toArray();
  }

  /** The basis is R's own, not only its span: the coefficients are R's. */
  @ParameterizedTest
  @CsvSource({
    "fam_lm_bspline,age:basis=bs,coef_splines..bs.age..df...6.",
    "fam_lm_natural_spline,age:basis=ns,coef_splines..ns.age..df...4."
  })
  void unpenalisedCoefficientsAreThoseOfR(String name, String smooth, String prefix)
      throws IOException {
    Fixture fixture = fixture(name);
    Study study = study(fixture, smooth);
    BlockFit fit = harmonise(fixture, study, Map.of()).fit();
    FixtureTable estimates = fixture.table("feature_estimates").orElseThrow();
    int columns = ((SmoothCoding) study.design().codings().get(0)).basis().columns();
    for (int v = 0; v < fit.featureCount(); v++) {
      double[] own = study.design().inOwnUnits(ofFeature(fit, v));
      for (int k = 0; k < columns; k++) {
        double expected = estimates.number(List.of(fixture.features().get(v)), prefix + (k + 1));
        assertThat(own[k]).isCloseTo(expected, within(COEFFICIENTS));
      }
    }
  }

  private static double[] ofFeature(BlockFit fit, int v) {
    double[] beta = new double[fit.covariateCount()];
    Arrays.setAll(beta, p -> fit.beta()[p * fit.featureCount() + v]);
    return beta;
  }

  @ParameterizedTest
  @CsvSource({
    "nh_gam_age_sim4sites,age:lambda=alpha.csv",
    "nh_gam_bounds_learn_apply_sim4sites,'age:lambda=alpha.csv,bounds=16..92'"
  })
  void neuroHarmonizeIsMetWithItsLambda(String name, String smooth) throws IOException {
    Fixture fixture = fixture(name);
    Study study = study(fixture, smooth);
    CoreHarmonisation core = harmonise(fixture, study, recordedAlpha(fixture));
    check(fixture, "expected", fixture.tolerance("expected").orElseThrow(), core, false);
    check(fixture, "expected", fixture.tolerance("expected").orElseThrow(), core, true);
    double converged = fixture.tolerance("expected_converged").orElseThrow();
    check(fixture, "expected_converged", converged, core, false);

    FixtureTable estimates = fixture.table("feature_estimates").orElseThrow();
    double worst = 0;
    for (int v = 0; v < fixture.features().size(); v++) {
      List<String> key = List.of(fixture.features().get(v));
      double[] own = study.design().inOwnUnits(ofFeature(core.fit(), v));
      for (int k = 0; k < 9; k++) {
        worst = Math.max(worst, Math.abs(own[k] - estimates.number(key, "beta_x0_s" + k)));
      }
      double mean = core.fit().alpha()[v];
      assertThat(core.fit().sigma2()[v])
          .isCloseTo(estimates.number(key, "var_pooled"), within(1e-9));
      double firstSite = mean + Math.sqrt(core.fit().sigma2()[v]) * core.fit().gammaHat()[v];
      assertThat(firstSite - study.design().centring(own))
          .isCloseTo(estimates.number(key, "beta_S01"), within(1e-6));
    }
    assertThat(worst).isLessThan(1e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nh_gam_age_sim4sites", "nh_gam_bounds_learn_apply_sim4sites"})
  void neuroHarmonizesBasisIsMet(String name) throws IOException {
    Fixture fixture = fixture(name);
    boolean bounded = name.contains("bounds");
    Study study = study(fixture, bounded ? "age:bounds=16..92" : "age");
    SplineBasis basis = ((SmoothCoding) study.design().codings().get(0)).basis();
    assertThat(basis.knots()).containsExactly(numbers(fixture, "smooth0_knots")[0], within(BASIS));
    double[] age = new FixtureScans(fixture, fixture.input()).column("age");
    checkBasis(basis, age, numbers(fixture, "smooth_basis"), 0);
    double[] roughness = basis.roughness();
    checkMatrix(roughness, numbers(fixture, "smooth0_penalty"), 1);
  }

  @Test
  void mgcvsCubicRegressionSplineIsMet() throws IOException {
    Fixture fixture = fixture("fam_gam_cr_reml");
    Study study = study(fixture, "age:basis=cr,k=8");
    SplineBasis basis = ((SmoothCoding) study.design().codings().get(0)).basis();
    assertThat(basis.knots()).containsExactly(numbers(fixture, "smooth_knots")[0], within(BASIS));
    double[] age = new FixtureScans(fixture, fixture.input()).column("age");
    checkBasis(basis, age, numbers(fixture, "model_matrix"), 5);
    checkMatrix(basis.roughness(), numbers(fixture, "smooth_penalty"), basis.penaltyFactor());
  }

  private static void checkBasis(
      SplineBasis basis, double[] x, double[][] recorded, int firstColumn) {
    double worst = 0;
    double[] row = new double[basis.columns()];
    for (int s = 0; s < x.length; s++) {
      basis.evaluate(x[s], row, 0);
      for (int k = 0; k < row.length; k++) {
        worst = Math.max(worst, Math.abs(row[k] - recorded[firstColumn + k][s]));
      }
    }
    assertThat(worst).isLessThan(BASIS);
  }

  private static void checkMatrix(double[] matrix, double[][] recorded, double factor) {
    double worst = 0;
    for (int p = 0; p < recorded.length; p++) {
      for (int q = 0; q < recorded.length; q++) {
        double difference = matrix[p * recorded.length + q] * factor - recorded[p][q];
        worst = Math.max(worst, Math.abs(difference));
      }
    }
    assertThat(worst).isLessThan(BASIS);
  }

  /** Columns of a table without key. */
  private static double[][] numbers(Fixture fixture, String name) throws IOException {
    List<String> lines = Files.readAllLines(fixture.file(name + ".csv"), StandardCharsets.UTF_8);
    int columns = lines.get(0).split(",", -1).length;
    double[][] numbers = new double[columns][lines.size() - 1];
    for (int r = 1; r < lines.size(); r++) {
      String[] cells = lines.get(r).split(",", -1);
      for (int c = 0; c < columns; c++) {
        numbers[c][r - 1] = Double.parseDouble(cells[c]);
      }
    }
    return numbers;
  }

  @Test
  void newScansOfKnownSitesAreAdjustedAsNeuroHarmonizeDoes() throws IOException {
    Fixture fixture = fixture("nh_gam_bounds_learn_apply_sim4sites");
    Study study = study(fixture, "age:lambda=alpha.csv,bounds=16..92");
    CoreHarmonisation core = harmonise(fixture, study, recordedAlpha(fixture));
    FixtureTable input = fixture.table("apply_input").orElseThrow();
    FixtureTable expected = fixture.table("apply_expected_converged").orElseThrow();
    int columns = study.design().columnCount();
    double worst = 0;
    int adjusted = 0;
    for (List<String> key : input.keys()) {
      int site = fixture.sites().indexOf(input.text(key, "batch"));
      if (site < 0) {
        continue;
      }
      double[] z = new double[columns];
      int at = 0;
      for (Coding coding : study.design().codings()) {
        assertThat(coding.code(input.text(key, coding.name()), z, at)).isTrue();
        at += coding.columns().size();
      }
      double[] y = fixture.features().stream().mapToDouble(f -> input.number(key, f)).toArray();
      double[] out = core.apply(z, new int[] {site}, new double[][] {y}, false)[0];
      for (int v = 0; v < y.length; v++) {
        String feature = fixture.features().get(v);
        double sd = fixture.table("expected").orElseThrow().sd(feature);
        worst = Math.max(worst, Math.abs(out[v] - expected.number(key, feature)) / sd);
      }
      adjusted++;
    }
    assertThat(adjusted).isGreaterThan(20);
    assertThat(worst).isLessThan(fixture.tolerance("expected_converged").orElseThrow());
  }

  /** Recorded model matrix and penalty of mgcv, whose thin plates aren't built here. */
  private static final class Recorded {
    final Fixture fixture;
    final double[] z;
    final double[] matrix;
    final int size;

    Recorded(String name) throws IOException {
      fixture = fixture(name);
      double[][] model = numbers(fixture, "model_matrix");
      double[][] penalty = numbers(fixture, "smooth_penalty");
      size = penalty.length;
      matrix = new double[size * size];
      for (int p = 0; p < size; p++) {
        System.arraycopy(penalty[p], 0, matrix, p * size, size);
      }
      // sexF, sexM, three sites, then the smooth: the sites are implied, sexF is the baseline.
      int scans = model[0].length;
      z = new double[scans * (1 + size)];
      for (int s = 0; s < scans; s++) {
        z[s * (1 + size)] = model[1][s];
        for (int k = 0; k < size; k++) {
          z[s * (1 + size) + 1 + k] = model[5 + k][s];
        }
      }
    }

    Penalty penalty(Smoothing smoothing) {
      return new Penalty(List.of(new PenalisedSpan(1, matrix, size - 1, smoothing)));
    }

    CoreHarmonisation harmonise(Smoothing smoothing) {
      FixtureScans scans = new FixtureScans(fixture, fixture.input());
      return new CoreHarmonisation(z, scans.sites(), scans.values(), penalty(smoothing));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fam_gam_cr_reml", "fam_gam_tprs_gcv"})
  void mgcvIsMetWithItsLambdaBasisAndPenalty(String name) throws IOException {
    Recorded recorded = new Recorded(name);
    double[] sp = column(recorded.fixture, "sp");
    CoreHarmonisation core = recorded.harmonise(Smoothing.perFeature(new double[][] {sp}));
    checkFamily(recorded.fixture, core);
    assertThat(core.fit().edf())
        .containsExactly(column(recorded.fixture, "edf_smooth"), within(1e-7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fam_gam_cr_reml", "fam_gam_tprs_gcv"})
  void ourLambdaScoresNoWorseThanMgcvs(String name) throws IOException {
    Recorded recorded = new Recorded(name);
    boolean reml = name.endsWith("reml");
    Smoothing by = reml ? Smoothing.reml() : Smoothing.gcv();
    CoreHarmonisation core = recorded.harmonise(by);
    double[] sp = column(recorded.fixture, "sp");
    Score ours = new Score(core, recorded.penalty(by));
    for (int v = 0; v < sp.length; v++) {
      double score = ours.of(v, core.fit().lambda()[v]);
      assertThat(score).isLessThanOrEqualTo(ours.of(v, sp[v]) + 1e-12);
    }
  }

  /**
   * mgcv's own REML number, to the constant: it counts the column that all levels of sex beside all
   * sites have too many. Counting as it does gives its λ.
   */
  @Test
  void mgcvsScoresAreOurs() throws IOException {
    Recorded recorded = new Recorded("fam_gam_cr_reml");
    CoreHarmonisation core = recorded.harmonise(Smoothing.remlCounting(1));
    Score reml = new Score(core, recorded.penalty(Smoothing.remlCounting(1)));
    double[] sp = column(recorded.fixture, "sp");
    double[] criterion = column(recorded.fixture, "criterion");
    double logSites =
        core.moments().stream().mapToDouble(m -> Math.log((double) m.scans().n())).sum();
    double constant = criterion[0] - reml.of(0, sp[0]) - 0.5 * logSites;
    for (int v = 0; v < sp.length; v++) {
      assertThat(reml.of(v, sp[v]) + 0.5 * logSites + constant)
          .isCloseTo(criterion[v], within(1e-9));
      // mgcv stops its search where the score is flat to about 1e-6 of λ.
      if (sp[v] < 1e6) {
        assertThat(core.fit().lambda()[v]).isCloseTo(sp[v], within(1e-5 * sp[v]));
      }
    }
    Recorded plates = new Recorded("fam_gam_tprs_gcv");
    CoreHarmonisation byGcv = plates.harmonise(Smoothing.gcv());
    Score gcv = new Score(byGcv, plates.penalty(Smoothing.gcv()));
    double[] platesSp = column(plates.fixture, "sp");
    double[] platesCriterion = column(plates.fixture, "criterion");
    for (int v = 0; v < platesSp.length; v++) {
      assertThat(gcv.of(v, platesSp[v]))
          .isCloseTo(platesCriterion[v], within(1e-10 * platesCriterion[v]));
    }
  }

  /** The criterion of features at any λ, from their moments. */
  private static final class Score {
    private final List<BlockMoments> sites;
    private final PenalisedSlopes slopes;

    Score(CoreHarmonisation core, Penalty penalty) {
      sites = new ArrayList<>(core.moments());
      int count = core.fit().covariateCount();
      double[] czz = new double[count * count];
      for (BlockMoments site : sites) {
        for (int p = 0; p < count; p++) {
          for (int q = 0; q < count; q++) {
            czz[p * count + q] += site.scans().czz(p, q);
          }
        }
      }
      slopes = penalty.slopes(czz, count);
    }

    double of(int v, double lambda) {
      double[] czy = new double[sites.get(0).covariateCount()];
      double cyy = 0;
      long scans = 0;
      for (BlockMoments site : sites) {
        cyy += site.cyy(v);
        scans += site.scans(v).n();
        for (int p = 0; p < czy.length; p++) {
          czy[p] += site.czy(v, p);
        }
      }
      FeatureSums sums = new FeatureSums(czy, cyy, scans, sites.size());
      return slopes.score(sums, new double[] {lambda}, 0);
    }
  }
}
