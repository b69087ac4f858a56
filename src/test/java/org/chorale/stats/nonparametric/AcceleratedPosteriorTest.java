package org.chorale.stats.nonparametric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.chorale.stats.nonparametric.SimulatedSite.Tails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The accelerated posterior against the exact one. */
class AcceleratedPosteriorTest {
  /** Rounding, which is not in the bound: the definition's is as large. */
  private static final double ROUNDING = 1e-11;

  /** Where the largest error really is, far below its bound: regressions show here first. */
  private static final double MEASURED = 1e-9;

  private static final List<Tails> ALL_TAILS = List.of(Tails.values());

  private static double largestError(SimulatedSite site, int step) {
    NonParametricPosterior exact =
        new NonParametricPosterior(NonParametricPrior.exact(site.draws(), true));
    NonParametricPosterior accelerated =
        new NonParametricPosterior(NonParametricPrior.accelerated(site.draws(), true, site.n));
    double[] expected = new double[2];
    double[] actual = new double[2];
    double largest = 0;
    for (int v = 0; v < site.features(); v += step) {
      exact.locationAndScale(site.n, site.gammaHat[v], site.deltaHat[v], expected);
      accelerated.locationAndScale(site.n, site.gammaHat[v], site.deltaHat[v], actual);
      double error =
          Math.max(Math.abs(actual[0] - expected[0]), 0.5 * Math.abs(actual[1] / expected[1] - 1));
      assertThat(error).isLessThanOrEqualTo(accelerated.errorBound() + ROUNDING);
      assertThat(accelerated.errorBound()).isLessThanOrEqualTo(TreeBuilder.TOLERANCE);
      largest = Math.max(largest, error);
    }
    return largest;
  }

  @Test
  void theToleranceHoldsAtTwoHundredRandomSites() {
    Random random = new Random(11);
    for (int k = 0; k < 200; k++) {
      int features = 2 + (int) Math.exp(8 * random.nextDouble());
      int n = 2 + (int) Math.exp(8 * random.nextDouble());
      Tails tails = ALL_TAILS.get(k % ALL_TAILS.size());
      SimulatedSite site = new SimulatedSite(features, n, tails, k);
      assertThat(largestError(site, 1 + features / 100))
          .as("%d features, %d scans, %s, seed %d", features, n, tails, k)
          .isLessThan(MEASURED);
    }
  }

  @ParameterizedTest
  @EnumSource(Tails.class)
  void theToleranceHoldsAtLargeSites(Tails tails) {
    for (int n : new int[] {5, 50, 1000}) {
      SimulatedSite site = new SimulatedSite(60_000, n, tails, n);
      assertThat(largestError(site, 600)).isLessThan(MEASURED);
    }
  }

  @Test
  void locationOnlyIsAcceleratedToo() {
    SimulatedSite site = new SimulatedSite(60_000, 30, Tails.NORMAL, 4);
    NonParametricPrior prior = NonParametricPrior.of(site.draws(), false, site.n);
    assertThat(prior.points()).isLessThan(1000);
    NonParametricPosterior eb = new NonParametricPosterior(prior);
    for (int v = 0; v < site.features(); v += 1000) {
      double error = eb.locationOnly(site.n, site.gammaHat[v]) - site.locationByDefinition(v);
      assertThat(Math.abs(error)).isLessThan(MEASURED);
      assertThat(eb.errorBound()).isLessThanOrEqualTo(TreeBuilder.TOLERANCE);
    }
  }

  /** Values missing at the site: a feature has fewer scans than the cells were made for. */
  @Test
  void fewerScansThanTheSiteHasAreNoLessAccurate() {
    SimulatedSite site = new SimulatedSite(20_000, 200, Tails.NORMAL, 8);
    NonParametricPosterior exact =
        new NonParametricPosterior(NonParametricPrior.exact(site.draws(), true));
    NonParametricPosterior accelerated =
        new NonParametricPosterior(NonParametricPrior.accelerated(site.draws(), true, site.n));
    double[] expected = new double[2];
    double[] actual = new double[2];
    for (int v = 0; v < site.features(); v += 100) {
      int n = 2 + v % 198;
      exact.locationAndScale(n, site.gammaHat[v], site.deltaHat[v], expected);
      accelerated.locationAndScale(n, site.gammaHat[v], site.deltaHat[v], actual);
      assertThat(Math.abs(actual[0] - expected[0])).isLessThan(MEASURED);
      assertThat(accelerated.errorBound()).isLessThanOrEqualTo(TreeBuilder.TOLERANCE);
    }
  }

  @Test
  void theSizeDependsOnScansAndNotOnFeatures() {
    int few = points(50_000);
    int many = points(200_000);
    assertThat(many).isLessThan(2 * few).isLessThan(60_000);
  }

  private static int points(int features) {
    SimulatedSite site = new SimulatedSite(features, 30, Tails.NORMAL, 6);
    return NonParametricPrior.accelerated(site.draws(), true, site.n).points();
  }
}
