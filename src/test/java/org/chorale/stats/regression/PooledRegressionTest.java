package org.chorale.stats.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.chorale.stats.moments.BlockMoments;
import org.junit.jupiter.api.Test;

class PooledRegressionTest {
  private static final double NA = Double.NaN;
  private static final int SCANS = 9;
  private final double[] noise = new Random(1).doubles(3 * SCANS).toArray();
  private final double[] z = new Random(2).doubles(3 * SCANS).toArray();

  /** Three sites of nine scans, one covariate, one feature. */
  private List<BlockMoments> sites(IntToDoubleFunction value) {
    List<BlockMoments> sites = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sites.add(new BlockMoments(i, 0, 1, 1));
      for (int s = i * SCANS; s < (i + 1) * SCANS; s++) {
        sites.get(i).addScan(z, s, new double[] {value.applyAsDouble(s)}, 0);
      }
    }
    return sites;
  }

  private static int site(int scan) {
    return scan / SCANS;
  }

  private static BlockFit solve(List<BlockMoments> sites) {
    return new PooledRegression(PooledRegression.NO_REFERENCE).solve(sites);
  }

  private BlockFit solve(IntToDoubleFunction value) {
    return solve(sites(value));
  }

  private void expectEverywhere(FeatureStatus status, IntToDoubleFunction value) {
    BlockFit fit = solve(value);
    for (int i = 0; i < 3; i++) {
      assertThat(fit.status(i, 0)).isEqualTo(status);
      assertThat(fit.gammaHat()[i]).isNaN();
    }
    assertThat(fit.alpha()[0]).isNaN();
  }

  @Test
  void estimatesAreThoseOfTheRegressionOnSitesAndCovariates() {
    BlockFit fit = solve(s -> 3 + site(s) + 0.7 * z[s] + noise[s]);
    // Normal equations: residuals are orthogonal to every site column and to the covariate.
    double sigma = Math.sqrt(fit.sigma2()[0]);
    double alongZ = 0;
    double squares = 0;
    double[] bySite = new double[3];
    for (int s = 0; s < 3 * SCANS; s++) {
      double b = fit.alpha()[0] + sigma * fit.gammaHat()[site(s)];
      double r = 3 + site(s) + 0.7 * z[s] + noise[s] - b - fit.beta()[0] * z[s];
      alongZ += r * z[s];
      squares += r * r;
      bySite[site(s)] += r;
    }
    assertThat(alongZ).isCloseTo(0, within(1e-12));
    assertThat(bySite).containsExactly(new double[3], within(1e-12));
    double divisorObservedScans = 3 * SCANS;
    assertThat(fit.sigma2()[0]).isCloseTo(squares / divisorObservedScans, within(1e-13));
  }

  @Test
  void aConstantFeatureIsPassedThrough() {
    expectEverywhere(FeatureStatus.CONSTANT, s -> 0.1);
  }

  @Test
  void aFeatureConstantWithinASiteIsPassedThroughEverywhere() {
    expectEverywhere(FeatureStatus.CONSTANT_WITHIN_A_SITE, s -> site(s) == 1 ? 0.1 : noise[s]);
  }

  @Test
  void aFeatureThatNobodyHasIsPassedThrough() {
    expectEverywhere(FeatureStatus.NEVER_OBSERVED, s -> NA);
  }

  @Test
  void aFeatureOfOneSiteIsPassedThrough() {
    expectEverywhere(FeatureStatus.OBSERVED_AT_ONE_SITE, s -> site(s) == 2 ? noise[s] : NA);
  }

  @Test
  void aFeatureThatCovariatesExplainIsPassedThrough() {
    expectEverywhere(FeatureStatus.NO_RESIDUAL, s -> 1 + site(s) + 2 * z[s]);
  }

  @Test
  void aFeatureWithTooFewScansForItsEffectsIsPassedThrough() {
    expectEverywhere(FeatureStatus.CONFOUNDED_WHERE_OBSERVED, s -> s % SCANS == 0 ? noise[s] : NA);
  }

  @Test
  void aFeatureMissingAtASiteIsFittedOnTheOthers() {
    BlockFit fit = solve(s -> site(s) == 0 ? NA : site(s) + noise[s]);
    assertThat(fit.status(0, 0)).isEqualTo(FeatureStatus.MISSING_AT_SITE);
    assertThat(fit.status(1, 0)).isEqualTo(FeatureStatus.AS_SITE);
    assertThat(fit.gammaHat()[0]).isNaN();
    BlockFit without = solve(sites(s -> site(s) + noise[s]).subList(1, 3));
    assertThat(fit.alpha()[0]).isCloseTo(without.alpha()[0], within(1e-13));
    assertThat(fit.sigma2()[0]).isCloseTo(without.sigma2()[0], within(1e-13));
  }

  @Test
  void oneObservedValueGivesALocationOnly() {
    BlockFit fit = solve(s -> site(s) == 0 && s > 0 ? NA : noise[s]);
    assertThat(fit.status(0, 0)).isEqualTo(FeatureStatus.ONE_VALUE_AT_SITE);
    assertThat(fit.gammaHat()[0]).isFinite();
    assertThat(fit.deltaHat()[0]).isNaN();
  }

  @Test
  void valuesWithoutResidualAtASiteGiveALocationOnly() {
    // Exactly on the line that the other sites determine.
    BlockFit others = solve(sites(s -> noise[s]).subList(1, 3));
    double slope = others.beta()[0];
    BlockFit fit = solve(s -> site(s) == 0 ? 5 + slope * z[s] : noise[s]);
    assertThat(fit.status(0, 0)).isEqualTo(FeatureStatus.NO_RESIDUAL_AT_SITE);
    assertThat(fit.gammaHat()[0]).isFinite();
    assertThat(fit.deltaHat()[0]).isNaN();
  }

  @Test
  void aReferenceSiteHasNoEffect() {
    BlockFit fit = new PooledRegression(1).solve(sites(s -> site(s) + noise[s]));
    assertThat(fit.gammaHat()[1]).isZero();
    double divisorSampleVariance = SCANS - 1;
    assertThat(fit.deltaHat()[1]).isCloseTo(SCANS / divisorSampleVariance, within(1e-13));
  }
}
