package org.chorale.stats.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.chorale.fixtures.DiagnosedScans;
import org.chorale.fixtures.Fixture;
import org.chorale.fixtures.FixtureTable;
import org.chorale.stats.compare.SiteModel;
import org.chorale.stats.compare.TestOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R's tests of values, as {@code diagnostics_sim} has them. */
class ReferenceValueTestsTest {
  private static final double STATISTIC = 1e-8;
  private static final double P = 1e-6;

  /** R's ties in sites with an even count are split by rounding. */
  private static final double FLIGNER = 1e-4;

  private static final double FLIGNER_P = 1e-3;

  private final Fixture fixture = Fixture.find("diagnostics_sim").orElseThrow();

  @ParameterizedTest
  @CsvSource({"input, tests_before", "harmonised, tests_after"})
  void valuesGiveTheNumbersOfTheReference(String values, String table) {
    DiagnosedScans scans = DiagnosedScans.of(fixture, values);
    SiteModel model = SiteModel.of(scans.moments());
    FixtureTable expected = fixture.table(table).orElseThrow();
    ValueTests tests = new ValueTests(scans.sites().length, scans.siteCount());
    for (int v = 0; v < fixture.features().size(); v++) {
      List<String> feature = List.of(fixture.features().get(v));
      TestOutcome kruskal =
          tests.of(scans.withoutCovariates(model, v), 0, scans.sites()).kruskalWallis();
      check(kruskal, expected, feature, "kw_chisq", "kw_p", STATISTIC, P);
      tests.of(scans.residuals(model, v), 0, scans.sites());
      check(tests.levene(Centre.MEDIAN), expected, feature, "levene_F", "levene_p", STATISTIC, P);
      check(tests.fligner(), expected, feature, "fligner_chisq", "fligner_p", FLIGNER, FLIGNER_P);
    }
  }

  private static void check(
      TestOutcome actual,
      FixtureTable expected,
      List<String> feature,
      String statistic,
      String p,
      double tolerance,
      double toleranceOfP) {
    double wanted = expected.number(feature, statistic);
    assertThat(actual.statistic())
        .as(statistic + " of " + feature)
        .isCloseTo(wanted, within(tolerance * wanted));
    double wantedP = expected.number(feature, p);
    assertThat(actual.p())
        .as(p + " of " + feature)
        .isCloseTo(wantedP, within(toleranceOfP * wantedP));
  }
}
