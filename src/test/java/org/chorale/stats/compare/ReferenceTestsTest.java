package org.chorale.stats.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.chorale.fixtures.DiagnosedScans;
import org.chorale.fixtures.Fixture;
import org.chorale.fixtures.FixtureTable;
import org.chorale.stats.moments.BlockMoments;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of R's tests, as {@code diagnostics_sim} has them, from site moments alone. */
class ReferenceTestsTest {
  private static final double STATISTIC = 1e-8;
  private static final double P = 1e-6;
  private static final double SMALLEST_P = 1e-12;

  /** Of Davies' method. */
  private static final double MDMR_P = 1e-6;

  private final Fixture fixture = Fixture.find("diagnostics_sim").orElseThrow();
  private final List<String> features = fixture.features();

  @ParameterizedTest
  @CsvSource({"input, tests_before", "harmonised, tests_after"})
  void momentsGiveTheNumbersOfTheReference(String values, String tests) {
    List<BlockMoments> moments = DiagnosedScans.of(fixture, values).moments();
    SiteComparison sites = SiteComparison.of(moments, SiteModel.of(moments));
    FixtureTable expected = fixture.table(tests).orElseThrow();
    statistic(expected, "anova_F", v -> sites.anova(v).statistic());
    statistic(expected, "anova_df1", v -> sites.anova(v).df1());
    statistic(expected, "anova_df2", v -> sites.anova(v).df2());
    probability(expected, "anova_p", v -> sites.anova(v).p());
    statistic(expected, "type2_F_batch", v -> sites.anova(v).statistic());
    statistic(expected, "lr_chisq", v -> sites.likelihoodRatio(v).statistic());
    statistic(expected, "lr_df", v -> sites.likelihoodRatio(v).df1());
    probability(expected, "lr_p", v -> sites.likelihoodRatio(v).p());
    statistic(expected, "bartlett_K2", v -> sites.bartlett(v).statistic());
    probability(expected, "bartlett_p", v -> sites.bartlett(v).p());
    statistic(expected, "adj_r2_with", sites::adjustedR2);
    statistic(expected, "adj_r2_without", sites::adjustedR2WithoutSite);
  }

  private void statistic(FixtureTable expected, String column, IntToDoubleFunction actual) {
    for (int v = 0; v < features.size(); v++) {
      double wanted = expected.number(List.of(features.get(v)), column);
      assertThat(actual.applyAsDouble(v))
          .as(column + " of " + features.get(v))
          .isCloseTo(wanted, within(STATISTIC * Math.abs(wanted)));
    }
  }

  private void probability(FixtureTable expected, String column, IntToDoubleFunction actual) {
    for (int v = 0; v < features.size(); v++) {
      double wanted = expected.number(List.of(features.get(v)), column);
      assertThat(actual.applyAsDouble(v))
          .as(column + " of " + features.get(v))
          .isCloseTo(wanted, within(P * wanted + SMALLEST_P));
    }
  }

  @ParameterizedTest
  @CsvSource({"input, mdmr_before", "harmonised, mdmr_after"})
  void sumsOverFeaturesGiveTheDistanceTestOfTheReference(String values, String test) {
    DiagnosedScans scans = DiagnosedScans.of(fixture, values);
    SiteModel model = SiteModel.of(scans.moments());
    DistanceSums sums = new DistanceSums(scans.sites().length).add(model);
    FixtureTable expected = fixture.table(test).orElseThrow();
    double statistic = expected.number(List.of("batch"), "statistic");
    double pseudoR2 = expected.number(List.of("batch"), "pseudo_r2");
    double[] eigenvalues = eigenvalues(scans, model);
    assertThat(sums.features()).isEqualTo(features.size());
    assertThat(sums.statistic()).isCloseTo(statistic, within(STATISTIC * statistic));
    assertThat(sums.pseudoR2()).isCloseTo(pseudoR2, within(STATISTIC * pseudoR2));
    assertThat(sums.p(eigenvalues, scans.siteCount()))
        .isCloseTo(expected.number(List.of("batch"), "p"), within(MDMR_P));
  }

  private double[] eigenvalues(DiagnosedScans scans, SiteModel model) {
    int n = scans.sites().length;
    RealMatrix a = MatrixUtils.createRealMatrix(n, features.size());
    for (int v = 0; v < features.size(); v++) {
      double[] column = scans.withoutCovariates(model, v);
      double mean = 0;
      for (double value : column) {
        mean += value / n;
      }
      double all = model.squaresBetween(v) + model.squares(v);
      for (int s = 0; s < n; s++) {
        a.setEntry(s, v, (column[s] - mean) / Math.sqrt(all / (n - 1)));
      }
    }
    return new EigenDecomposition(a.transpose().multiply(a)).getRealEigenvalues();
  }
}
