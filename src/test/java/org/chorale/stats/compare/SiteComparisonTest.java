package org.chorale.stats.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.chorale.fixtures.DiagnosedScans;
import org.chorale.stats.moments.BlockMoments;
import org.junit.jupiter.api.Test;

/** Comparisons of models against regressions on every scan, and what there is where none can be. */
class SiteComparisonTest {
  private static final int SITES = 4;
  private static final int SCANS = 42;
  private static final double RELATIVE = 1e-9;

  private final int[] site = IntStream.range(0, SCANS).map(s -> 3 * s % 11 % SITES).toArray();
  private final double[] z = new double[2 * SCANS];
  private final double[][] y = new double[SCANS][2];

  SiteComparisonTest() {
    fill(5);
  }

  private void fill(long seed) {
    Random random = new Random(seed);
    for (int s = 0; s < SCANS; s++) {
      z[2 * s] = 60 + 9 * random.nextGaussian() + 3 * site[s];
      z[2 * s + 1] = random.nextInt(2);
      y[s][0] = 100 + site[s] + 0.1 * z[2 * s] + (1 + site[s]) * random.nextGaussian();
      y[s][1] = random.nextDouble() < 0.2 ? Double.NaN : 1e5 + random.nextGaussian() + site[s];
    }
  }

  private DiagnosedScans scans() {
    return new DiagnosedScans(z, site, y);
  }

  private static SiteComparison comparison(DiagnosedScans scans) {
    List<BlockMoments> moments = scans.moments();
    return SiteComparison.of(moments, SiteModel.of(moments));
  }

  private static int[] observed(double[] values) {
    return IntStream.range(0, values.length).filter(s -> !Double.isNaN(values[s])).toArray();
  }

  private OLSMultipleLinearRegression regression(int v, boolean withSites) {
    DiagnosedScans scans = scans();
    double[] values = scans.values(v);
    double[][] rows =
        Arrays.stream(observed(values))
            .mapToObj(scans::fullRow)
            .map(row -> withSites ? row : withOneIntercept(row))
            .toArray(double[][]::new);
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.setNoIntercept(true);
    regression.newSampleData(
        Arrays.stream(observed(values)).mapToDouble(s -> values[s]).toArray(), rows);
    return regression;
  }

  private static double[] withOneIntercept(double[] row) {
    double[] reduced = Arrays.copyOfRange(row, SITES - 1, row.length);
    reduced[0] = 1;
    return reduced;
  }

  @Property(tries = 40, seed = "20261125")
  void statisticsAreThoseOfRegressionsOnTheObservedScans(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    fill(seed);
    SiteComparison comparison = comparison(scans());
    for (int v = 0; v < 2; v++) {
      double n = observed(scans().values(v)).length;
      double full = regression(v, true).calculateResidualSumOfSquares();
      double reduced = regression(v, false).calculateResidualSumOfSquares();
      double df = n - SITES - 2;
      double f = (reduced - full) / (SITES - 1) / (full / df);
      assertThat(comparison.anova(v).statistic()).isCloseTo(f, within(RELATIVE * (1 + f)));
      assertThat(comparison.anova(v).df2()).isEqualTo(df);
      assertThat(comparison.likelihoodRatio(v).statistic())
          .isCloseTo(n * Math.log(reduced / full), within(RELATIVE * n));
      assertThat(comparison.partialEta2(v)).isCloseTo((reduced - full) / reduced, within(RELATIVE));
      assertThat(comparison.varianceShare(v))
          .isCloseTo(varianceShare(v, full, reduced, df), within(RELATIVE));
    }
  }

  /** Henderson's method 3 with the matrices written out. */
  private double varianceShare(int v, double full, double reduced, double df) {
    DiagnosedScans scans = scans();
    int[] rows = observed(scans.values(v));
    RealMatrix all =
        MatrixUtils.createRealMatrix(
            Arrays.stream(rows).mapToObj(scans::fullRow).toArray(double[][]::new));
    RealMatrix d = all.getSubMatrix(0, rows.length - 1, 0, SITES - 1);
    RealMatrix x =
        MatrixUtils.createRealMatrix(
            Arrays.stream(rows)
                .mapToObj(scans::fullRow)
                .map(SiteComparisonTest::withOneIntercept)
                .toArray(double[][]::new));
    RealMatrix hat =
        x.multiply(MatrixUtils.inverse(x.transpose().multiply(x))).multiply(x.transpose());
    RealMatrix m = MatrixUtils.createRealIdentityMatrix(rows.length).subtract(hat);
    double within = full / df;
    double between =
        (reduced - full - (SITES - 1) * within) / d.transpose().multiply(m).multiply(d).getTrace();
    return Math.max(0, between) / (Math.max(0, between) + within);
  }

  @Property(tries = 40, seed = "20261125")
  void effectsAreThoseOfTheRegression(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    fill(seed);
    CovariateEffects effects = new CovariateEffects(SiteModel.of(scans().moments()));
    for (int v = 0; v < 2; v++) {
      OLSMultipleLinearRegression regression = regression(v, true);
      double[] beta = regression.estimateRegressionParameters();
      double[] error = regression.estimateRegressionParametersStandardErrors();
      double df = observed(scans().values(v)).length - SITES - 2;
      for (int p = 0; p < 2; p++) {
        // Values near 1e5: the regression on raw columns loses digits that the moments keep.
        double se = error[SITES + p];
        double t = beta[SITES + p] / se;
        assertThat(effects.beta(p, v)).isCloseTo(beta[SITES + p], within(1e-7 * se));
        assertThat(effects.standardError(p, v)).isCloseTo(se, within(1e-7 * se));
        assertThat(effects.t(p, v)).isCloseTo(t, within(1e-6));
        assertThat(effects.p(p, v)).isCloseTo(Tails.twoSidedT(t, df), within(1e-6));
      }
    }
  }

  @Test
  void namesOfSitesDoNotMatter() {
    SiteComparison before = comparison(scans());
    int[] relabelled = Arrays.stream(site).map(i -> (i + 1) % SITES).toArray();
    SiteComparison after = comparison(new DiagnosedScans(z, relabelled, y));
    for (int v = 0; v < 2; v++) {
      assertSame(after.anova(v), before.anova(v));
      assertSame(after.bartlett(v), before.bartlett(v));
      assertThat(after.varianceRatio(v))
          .isCloseTo(before.varianceRatio(v), within(RELATIVE * before.varianceRatio(v)));
      assertThat(after.varianceShare(v)).isCloseTo(before.varianceShare(v), within(RELATIVE));
    }
  }

  private static void assertSame(TestOutcome actual, TestOutcome expected) {
    assertThat(actual.statistic())
        .isCloseTo(expected.statistic(), within(RELATIVE * expected.statistic()));
    assertThat(actual.df1()).isEqualTo(expected.df1());
  }

  @Test
  void varianceRatioIsOfSiteVariances() {
    SiteModel model = SiteModel.of(scans().moments());
    double[] variances =
        IntStream.range(0, SITES)
            .mapToDouble(i -> model.squares(i, 0) / (model.scans(i, 0) - 1))
            .sorted()
            .toArray();
    assertThat(comparison(scans()).varianceRatio(0)).isEqualTo(variances[3] / variances[0]);
  }

  @Test
  void aSiteWithOneScanCountsForLocationOnly() {
    double bartlett = comparison(scans()).bartlett(0).df1();
    int[] other = site.clone();
    other[3] = SITES;
    SiteComparison comparison = comparison(new DiagnosedScans(z, other, y));
    assertThat(comparison.anova(0).df1()).isEqualTo(SITES);
    assertThat(comparison.bartlett(0).df1()).isEqualTo(bartlett);
    assertThat(comparison.anova(0).p()).isBetween(0.0, 1.0);
  }

  @Test
  void aFeatureConstantAtOneSiteIsStillCompared() {
    for (int s = 0; s < SCANS; s++) {
      y[s][0] = site[s] == 2 ? 7 : y[s][0];
    }
    DiagnosedScans scans = new DiagnosedScans(new double[0], site, y);
    SiteComparison comparison = comparison(scans);
    assertThat(comparison.anova(0).statistic()).isPositive();
    assertThat(comparison.bartlett(0).statistic()).isInfinite();
    assertThat(comparison.bartlett(0).p()).isZero();
    assertThat(comparison.varianceRatio(0)).isInfinite();
  }

  @Test
  void aConstantFeatureHasNoNumbers() {
    for (double[] scan : y) {
      scan[0] = 0.1;
    }
    SiteComparison comparison = comparison(scans());
    assertThat(comparison.anova(0)).isEqualTo(TestOutcome.NONE);
    assertThat(comparison.likelihoodRatio(0)).isEqualTo(TestOutcome.NONE);
    assertThat(comparison.bartlett(0)).isEqualTo(TestOutcome.NONE);
    assertThat(comparison.adjustedR2(0)).isNaN();
    assertThat(comparison.adjustedR2WithoutSite(0)).isNaN();
    assertThat(comparison.partialEta2(0)).isNaN();
    assertThat(comparison.varianceShare(0)).isNaN();
    assertThat(comparison.varianceRatio(0)).isNaN();
  }

  @Test
  void oneSiteIsComparedWithNone() {
    SiteComparison comparison = comparison(new DiagnosedScans(z, new int[SCANS], y));
    assertThat(comparison.anova(0)).isEqualTo(TestOutcome.NONE);
    assertThat(comparison.likelihoodRatio(0)).isEqualTo(TestOutcome.NONE);
    assertThat(comparison.bartlett(0)).isEqualTo(TestOutcome.NONE);
    assertThat(comparison.partialEta2(0)).isNaN();
    assertThat(comparison.varianceShare(0)).isNaN();
    assertThat(comparison.varianceRatio(0)).isNaN();
    assertThat(comparison.adjustedR2(0))
        .isCloseTo(comparison.adjustedR2WithoutSite(0), within(RELATIVE));
  }

  @Test
  void tooFewScansForTheModelHaveNoTest() {
    int few = SITES + 2;
    double[][] values = Arrays.copyOf(y, few);
    int[] sites = {0, 1, 2, 3, 0, 1};
    DiagnosedScans scans = new DiagnosedScans(Arrays.copyOf(z, 2 * few), sites, values);
    SiteComparison comparison = comparison(scans);
    CovariateEffects effects = new CovariateEffects(SiteModel.of(scans.moments()));
    assertThat(comparison.anova(0)).isEqualTo(TestOutcome.NONE);
    assertThat(comparison.adjustedR2(0)).isNaN();
    assertThat(comparison.adjustedR2WithoutSite(0)).isNotNaN();
    assertThat(effects.standardError(0, 0)).isNaN();
    assertThat(effects.p(0, 0)).isNaN();
  }

  @Test
  void neverObservedAndConfoundedFeaturesHaveNoNumbers() {
    for (int s = 0; s < SCANS; s++) {
      y[s][0] = Double.NaN;
      z[2 * s + 1] = site[s] % 2;
    }
    SiteComparison comparison = comparison(scans());
    for (int v = 0; v < 2; v++) {
      assertThat(comparison.anova(v)).isEqualTo(TestOutcome.NONE);
      assertThat(comparison.model().beta(0, v)).isNaN();
      assertThat(comparison.varianceShare(v)).isNaN();
    }
    assertThat(comparison.adjustedR2WithoutSite(1)).isNotNaN();
  }

  @Test
  void noSiteIsRefused() {
    assertThatThrownBy(() -> SiteModel.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no site");
  }
}
