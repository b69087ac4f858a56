package org.chorale.stats.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.regression.BlockFit;
import org.chorale.stats.regression.PooledRegression;
import org.chorale.stats.smooth.SplineBasis;
import org.chorale.stats.smooth.SplineKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.reflect.ClassTag;

/** Against the full model, site columns and all, solved from the scans. */
class PenalisedSlopesTest {
  private static final int SCANS = 120;
  private static final int SITES = 4;
  private static final int FEATURES = 6;
  private static final int SMOOTH = 7;
  private static final double ROUNDING = 1e-10;

  private final Random random = new Random(20261124);
  private final double[] age = random.doubles(SCANS, 18, 80).toArray();
  private final double[] dose = random.doubles(SCANS, 0, 5).toArray();
  private final double[][] y = new double[SCANS][FEATURES];

  PenalisedSlopesTest() {
    for (int s = 0; s < SCANS; s++) {
      for (int v = 0; v < FEATURES; v++) {
        y[s][v] =
            site(s)
                + v * Math.sin(age[s] / 12)
                + 0.3 * Math.cos(dose[s])
                + 0.2 * v * age[s] / 10
                + random.nextGaussian();
      }
    }
  }

  private static int site(int scan) {
    return scan % SITES;
  }

  private static SplineBasis basis(double[] values) {
    SplineKind kind = SplineKind.CUBIC_REGRESSION;
    double lower = Arrays.stream(values).min().orElseThrow();
    double upper = Arrays.stream(values).max().orElseThrow();
    return SplineBasis.learn(kind, SMOOTH + 1, values, lower, upper, kind.beyond()).orElseThrow();
  }

  private static PenalisedSpan span(int first, SplineBasis basis, Smoothing smoothing) {
    double[] matrix = basis.roughness();
    Arrays.setAll(matrix, k -> matrix[k] * basis.penaltyFactor());
    return new PenalisedSpan(first, matrix, SMOOTH - 1, smoothing);
  }

  /** A linear column (dose, or age for two smooths a spline of dose) beside the smooth of age. */
  private double[][] rows(double[] first, boolean two) {
    SplineBasis basis = basis(first);
    SplineBasis other = basis(dose);
    double[][] rows = new double[SCANS][two ? 2 * SMOOTH : 1 + SMOOTH];
    for (int s = 0; s < SCANS; s++) {
      basis.evaluate(first[s], rows[s], two ? 0 : 1);
      if (two) {
        other.evaluate(dose[s], rows[s], SMOOTH);
      } else {
        rows[s][0] = dose[s];
      }
    }
    return rows;
  }

  private Penalty one(double[] values, Smoothing smoothing) {
    return new Penalty(List.of(span(1, basis(values), smoothing)));
  }

  private Penalty two(Smoothing first, Smoothing second) {
    return new Penalty(List.of(span(0, basis(age), first), span(SMOOTH, basis(dose), second)));
  }

  private List<BlockMoments> moments(double[][] rows) {
    List<BlockMoments> sites = new ArrayList<>();
    for (int i = 0; i < SITES; i++) {
      sites.add(new BlockMoments(i, 0, FEATURES, rows[0].length));
    }
    for (int s = 0; s < SCANS; s++) {
      sites.get(site(s)).addScan(rows[s], 0, y[s], 0);
    }
    return sites;
  }

  private BlockFit fit(double[][] rows, Penalty penalty) {
    return new PooledRegression(PooledRegression.NO_REFERENCE, penalty).solve(moments(rows));
  }

  private static double[] czz(List<BlockMoments> sites) {
    int count = sites.get(0).covariateCount();
    double[] czz = new double[count * count];
    for (BlockMoments site : sites) {
      for (int p = 0; p < count; p++) {
        for (int q = 0; q < count; q++) {
          czz[p * count + q] += site.scans().czz(p, q);
        }
      }
    }
    return czz;
  }

  private static FeatureSums sums(List<BlockMoments> sites, int v) {
    double[] czy = new double[sites.get(0).covariateCount()];
    double cyy = 0;
    for (BlockMoments site : sites) {
      cyy += site.cyy(v);
      for (int p = 0; p < czy.length; p++) {
        czy[p] += site.czy(v, p);
      }
    }
    return new FeatureSums(czy, cyy, SCANS, SITES);
  }

  /** The model with its site columns, from the scans. */
  private final class Full {
    final RealMatrix x;
    final RealMatrix system;
    final RealVector theta;
    final double rss;
    final double roughness;

    Full(double[][] rows, double[] penalty, int v) {
      int count = rows[0].length;
      x = MatrixUtils.createRealMatrix(SCANS, SITES + count);
      RealVector values = new ArrayRealVector(SCANS);
      for (int s = 0; s < SCANS; s++) {
        x.setEntry(s, site(s), 1);
        for (int p = 0; p < count; p++) {
          x.setEntry(s, SITES + p, rows[s][p]);
        }
        values.setEntry(s, y[s][v]);
      }
      RealMatrix s = MatrixUtils.createRealMatrix(SITES + count, SITES + count);
      for (int p = 0; p < count; p++) {
        for (int q = 0; q < count; q++) {
          s.setEntry(SITES + p, SITES + q, penalty[p * count + q]);
        }
      }
      system = x.transpose().multiply(x).add(s);
      theta = new LUDecomposition(system).getSolver().solve(x.preMultiply(values));
      RealVector residual = x.operate(theta).subtract(values);
      rss = residual.dotProduct(residual);
      roughness = theta.dotProduct(s.operate(theta));
    }

    double edf() {
      return new LUDecomposition(system).getSolver().solve(x.transpose().multiply(x)).getTrace();
    }

    double logDeterminant() {
      return Math.log(new LUDecomposition(system).getDeterminant());
    }
  }

  private static double[] weighted(Penalty penalty, int count, double... lambda) {
    double[] sum = new double[count * count];
    for (int m = 0; m < lambda.length; m++) {
      penalty.span(m).addTo(sum, count, lambda[m]);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1, 50, 1e6})
  void theFitIsThatOfTheFullPenalisedModel(double lambda) {
    double[][] rows = rows(age, false);
    Penalty penalty = one(age, Smoothing.fixed(lambda));
    BlockFit fit = fit(rows, penalty);
    for (int v = 0; v < FEATURES; v++) {
      Full full = new Full(rows, weighted(penalty, rows[0].length, lambda), v);
      for (int p = 0; p < rows[0].length; p++) {
        assertThat(fit.beta()[p * FEATURES + v])
            .isCloseTo(full.theta.getEntry(SITES + p), within(ROUNDING));
      }
      assertThat(fit.sigma2()[v]).isCloseTo(full.rss / SCANS, within(ROUNDING));
      double intercept = fit.alpha()[v] + Math.sqrt(fit.sigma2()[v]) * fit.gammaHat()[v];
      assertThat(intercept).isCloseTo(full.theta.getEntry(0), within(ROUNDING));
      double unpenalised = SITES + 1;
      assertThat(unpenalised + fit.edf()[v]).isCloseTo(full.edf(), within(1e-8));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 3, 700})
  void bothCriteriaAreExactInTheSums(double lambda) {
    double[][] rows = rows(age, false);
    int count = rows[0].length;
    List<BlockMoments> sites = moments(rows);
    Penalty byReml = one(age, Smoothing.reml());
    PenalisedSlopes reml = byReml.slopes(czz(sites), count);
    PenalisedSlopes gcv = one(age, Smoothing.gcv()).slopes(czz(sites), count);
    for (int v = 0; v < FEATURES; v++) {
      Full full = new Full(rows, weighted(byReml, count, lambda), v);
      double rest = SCANS - full.edf();
      assertThat(gcv.score(sums(sites, v), new double[] {lambda}, 0))
          .isCloseTo(SCANS * full.rss / (rest * rest), within(ROUNDING));
      double free = SCANS - (SITES + 2.0);
      double sigma2 = (full.rss + full.roughness) / free;
      double logSites = SITES * Math.log(SCANS / (double) SITES);
      double expected =
          0.5
              * (free * (1 + Math.log(2 * Math.PI * sigma2))
                  + full.logDeterminant()
                  - logSites
                  - (SMOOTH - 1) * Math.log(lambda));
      assertThat(reml.score(sums(sites, v), new double[] {lambda}, 0))
          .isCloseTo(expected, within(1e-8));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REML", "GCV"})
  void noOtherLambdaScoresLower(Smoothing.Criterion criterion) {
    Smoothing by = criterion == Smoothing.Criterion.REML ? Smoothing.reml() : Smoothing.gcv();
    double[][] rows = rows(age, false);
    List<BlockMoments> sites = moments(rows);
    PenalisedSlopes slopes = one(age, by).slopes(czz(sites), rows[0].length);
    for (int v = 0; v < FEATURES; v++) {
      double chosen = slopes.solve(sums(sites, v), 0, v).lambda()[0];
      double score = slopes.score(sums(sites, v), new double[] {chosen}, 0);
      for (double factor = 1e-9; factor < 1e9; factor *= 1.1) {
        double other = slopes.score(sums(sites, v), new double[] {chosen * factor}, 0);
        assertThat(other).isGreaterThanOrEqualTo(score - 1e-11 * Math.abs(score));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REML", "GCV"})
  void noNeighbourOfTwoLambdasScoresLower(Smoothing.Criterion criterion) {
    Smoothing by = criterion == Smoothing.Criterion.REML ? Smoothing.reml() : Smoothing.gcv();
    double[][] rows = rows(age, true);
    List<BlockMoments> sites = moments(rows);
    PenalisedSlopes slopes = two(by, by).slopes(czz(sites), rows[0].length);
    for (int v = 0; v < FEATURES; v++) {
      FeatureSums sums = sums(sites, v);
      double[] chosen = slopes.solve(sums, 0, v).lambda();
      // REML of one smooth leaves out −½ r log λ of the other.
      double own = score(slopes, sums, chosen, criterion);
      for (double first : new double[] {0.5, 0.9, 1, 1.1, 2}) {
        for (double second : new double[] {0.5, 0.9, 1, 1.1, 2}) {
          double[] other = {chosen[0] * first, chosen[1] * second};
          assertThat(score(slopes, sums, other, criterion))
              .isGreaterThanOrEqualTo(own - 1e-10 * Math.abs(own));
        }
      }
    }
  }

  private static double score(
      PenalisedSlopes slopes, FeatureSums sums, double[] lambda, Smoothing.Criterion criterion) {
    double held = criterion == Smoothing.Criterion.REML ? 0.5 * (SMOOTH - 1) : 0;
    return slopes.score(sums, lambda, 0) - held * Math.log(lambda[1]);
  }

  @Test
  void twoSmoothsAreFittedAsTheFullModelIs() {
    double[][] rows = rows(age, true);
    int count = rows[0].length;
    for (double[] lambda : new double[][] {{2, 30}, {1e8, 0.1}, {1e9, 1e9}}) {
      Penalty penalty = two(Smoothing.fixed(lambda[0]), Smoothing.fixed(lambda[1]));
      BlockFit fit = fit(rows, penalty);
      for (int v = 0; v < FEATURES; v++) {
        Full full = new Full(rows, weighted(penalty, count, lambda), v);
        assertThat(fit.sigma2()[v]).isCloseTo(full.rss / SCANS, within(1e-8));
        assertThat(SITES + fit.edf()[v] + fit.edf()[FEATURES + v])
            .isCloseTo(full.edf(), within(1e-5));
      }
    }
  }

  @Test
  void withoutWeightAPenaltyChangesNothing() {
    double[][] rows = rows(age, false);
    BlockFit plain = fit(rows, Penalty.NONE);
    BlockFit none = fit(rows, one(age, Smoothing.fixed(0)));
    BlockFit little = fit(rows, one(age, Smoothing.fixed(1e-9)));
    assertThat(none.beta()).containsExactly(plain.beta(), within(ROUNDING));
    assertThat(little.beta()).containsExactly(plain.beta(), within(1e-7));
    assertThat(none.edf()).containsOnly(new double[] {SMOOTH}, within(ROUNDING));
    assertThat(plain.lambda()).isEmpty();
  }

  @Test
  void underAllWeightASmoothIsALine() {
    double[][] linear = new double[SCANS][];
    Arrays.setAll(linear, s -> new double[] {dose[s], age[s]});
    BlockFit line = fit(linear, Penalty.NONE);
    BlockFit smooth = fit(rows(age, false), one(age, Smoothing.fixed(1e13)));
    assertThat(smooth.sigma2()).containsExactly(line.sigma2(), within(1e-8));
    assertThat(smooth.gammaHat()).containsExactly(line.gammaHat(), within(1e-8));
    assertThat(smooth.edf()).containsOnly(new double[] {1}, within(1e-8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1 / 365.25, 365.25, 1e6})
  void theUnitOfTheCovariateDoesNotMatter(double unit) {
    double[] scaled = Arrays.stream(age).map(x -> x * unit).toArray();
    for (Smoothing by : List.of(Smoothing.reml(), Smoothing.gcv())) {
      BlockFit fit = fit(rows(age, false), one(age, by));
      BlockFit other = fit(rows(scaled, false), one(scaled, by));
      assertThat(other.sigma2()).containsExactly(fit.sigma2(), within(1e-9));
      assertThat(other.gammaHat()).containsExactly(fit.gammaHat(), within(1e-9));
      assertThat(other.edf()).containsExactly(fit.edf(), within(1e-7));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void howScansAreCutIntoPartsDoesNotShow(int smooths) {
    double[][] rows = rows(age, smooths == 2);
    List<BlockMoments> parts = new ArrayList<>();
    for (int i = 0; i < SITES; i++) {
      BlockMoments merged = new BlockMoments(i, 0, FEATURES, rows[0].length);
      for (int part = 4; part >= 0; part--) {
        BlockMoments some = new BlockMoments(i, 0, FEATURES, rows[0].length);
        for (int s = part; s < SCANS; s += 5) {
          if (site(s) == i) {
            some.addScan(rows[s], 0, y[s], 0);
          }
        }
        merged.merge(some);
      }
      parts.add(merged);
    }
    for (Smoothing by : List.of(Smoothing.reml(), Smoothing.gcv())) {
      Penalty penalty = smooths == 2 ? two(by, by) : one(age, by);
      BlockFit whole = fit(rows, penalty);
      BlockFit cut = new PooledRegression(PooledRegression.NO_REFERENCE, penalty).solve(parts);
      for (int v = 0; v < FEATURES; v++) {
        assertThat(cut.sigma2()[v]).isCloseTo(whole.sigma2()[v], within(ROUNDING));
        assertThat(cut.gammaHat()[v]).isCloseTo(whole.gammaHat()[v], within(ROUNDING));
        assertThat(cut.edf()[v]).isCloseTo(whole.edf()[v], within(1e-8));
      }
    }
  }

  @Test
  void columnsWithoutScansAreHeldByTheirPenalty() {
    double[][] rows = rows(age, false);
    double[] within = czz(moments(rows));
    // As if no scan came near the last knots.
    int count = rows[0].length;
    for (int p = 0; p < count; p++) {
      within[p * count + count - 1] = 0;
      within[(count - 1) * count + p] = 0;
    }
    PenalisedSlopes slopes = one(age, Smoothing.reml()).slopes(within, count);
    double[] czy = new double[count];
    czy[2] = 1;
    SlopeFit fit = slopes.solve(new FeatureSums(czy, 50, SCANS, SITES), 0, 0);
    assertThat(Arrays.stream(fit.beta()).allMatch(Double::isFinite)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, 300, 1000})
  void boundsBeyondTheDataDontHarmTheFit(double upper) {
    SplineKind kind = SplineKind.PENALISED_B_SPLINE;
    SplineBasis basis =
        SplineBasis.learn(kind, SMOOTH + 1, age, 0, upper, kind.beyond()).orElseThrow();
    Penalty penalty = new Penalty(List.of(span(0, basis, Smoothing.reml())));
    double[][] rows = new double[SCANS][SMOOTH];
    for (int s = 0; s < SCANS; s++) {
      basis.evaluate(age[s], rows[s], 0);
    }
    BlockFit fit = fit(rows, penalty);
    for (int v = 0; v < FEATURES; v++) {
      Full full = new Full(rows, weighted(penalty, SMOOTH, fit.lambda()[v]), v);
      assertThat(fit.sigma2()[v]).isCloseTo(full.rss / SCANS, within(1e-8));
      assertThat(SITES + fit.edf()[v]).isCloseTo(full.edf(), within(1e-6));
    }
  }

  @Test
  void aLineThatSitesDetermineIsNoSlope() {
    int count = 1 + SMOOTH;
    double[] nothing = new double[count * count];
    nothing[0] = 1;
    assertThat(one(age, Smoothing.reml()).slopes(nothing, count)).isNull();
  }

  @Test
  void tooFewScansForACriterionGiveTheSmoothestFit() {
    double[][] rows = rows(age, false);
    List<BlockMoments> sites = moments(rows);
    PenalisedSlopes slopes = one(age, Smoothing.reml()).slopes(czz(sites), rows[0].length);
    FeatureSums few = new FeatureSums(sums(sites, 3).czy(), 50, SITES + 2L, SITES);
    assertThat(slopes.solve(few, 0, 0).edf()[0]).isCloseTo(1, within(1e-4));
  }

  @Test
  void lambdaMayBeGivenByBlockAndFeature() {
    double[][] rows = rows(age, false);
    double[][] lambda = {{1, 2, 3, 4, 5, 6}};
    BlockFit fit = fit(rows, one(age, Smoothing.perFeature(lambda)));
    assertThat(fit.lambda()).containsExactly(lambda[0]);
    BlockFit third = fit(rows, one(age, Smoothing.fixed(3)));
    assertThat(fit.sigma2()[2]).isEqualTo(third.sigma2()[2]);
  }

  @Test
  void twoCriteriaAreRefused() {
    assertThatThrownBy(() -> two(Smoothing.reml(), Smoothing.gcv()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("criteria");
  }

  @Test
  void travelsByJavaAndByKryo() throws Exception {
    double[][] rows = rows(age, true);
    Penalty penalty =
        two(Smoothing.reml(), Smoothing.perFeature(new double[][] {{1, 2, 3, 4, 5, 6}}));
    double[] lambda = fit(rows, penalty).lambda();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(penalty);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(fit(rows, (Penalty) in.readObject()).lambda()).isEqualTo(lambda);
    }
    SerializerInstance kryo = new KryoSerializer(new SparkConf(false)).newInstance();
    ClassTag<Object> any = ClassTag.apply(Object.class);
    Penalty back = (Penalty) kryo.deserialize(kryo.serialize(penalty, any), any);
    assertThat(fit(rows, back).lambda()).isEqualTo(lambda);
  }
}
