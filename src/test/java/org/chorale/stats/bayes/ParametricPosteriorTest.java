package org.chorale.stats.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.regression.BlockFit;
import org.chorale.stats.regression.PooledRegression;
import org.junit.jupiter.api.Test;

class ParametricPosteriorTest {
  private static final int FEATURES = 40;

  /** Two sites of ten and five scans, no covariates. */
  private final BlockFit fit = fit(1);

  private static BlockFit fit(double scaleSpread) {
    java.util.Random random = new java.util.Random(3);
    BlockMoments a = new BlockMoments(0, 0, FEATURES, 0);
    BlockMoments b = new BlockMoments(1, 0, FEATURES, 0);
    double[] scale = new double[FEATURES];
    for (int v = 0; v < FEATURES; v++) {
      scale[v] = Math.exp(scaleSpread * random.nextGaussian());
    }
    for (int s = 0; s < 15; s++) {
      double[] y = new double[FEATURES];
      for (int v = 0; v < FEATURES; v++) {
        y[v] = random.nextGaussian() * (s < 10 ? 1 : scale[v]) + (s < 10 ? 0.3 : -0.4);
      }
      (s < 10 ? a : b).addScan(new double[0], 0, y, 0);
    }
    return new PooledRegression(PooledRegression.NO_REFERENCE).solve(List.of(a, b));
  }

  private SitePrior prior(int site) {
    return SitePrior.of(new PriorMoments().add(fit, site), true);
  }

  @Test
  void theFixedPointSatisfiesBothEquations() {
    SitePrior prior = prior(1);
    ParametricPosterior eb = new ParametricPosterior(prior);
    double[] out = new double[2];
    for (int v = 0; v < FEATURES; v++) {
      double gammaHat = fit.gammaHat()[FEATURES + v];
      double deltaHat = fit.deltaHat()[FEATURES + v];
      eb.converged(5, gammaHat, deltaHat, SumOfSquares.ofMoments(5, gammaHat, deltaHat), out);
      double location =
          (prior.tau2() * 5 * gammaHat + out[1] * prior.gammaBar()) / (prior.tau2() * 5 + out[1]);
      double squares = 4 * deltaHat + 5 * (gammaHat - out[0]) * (gammaHat - out[0]);
      double scale = (0.5 * squares + prior.bPrior()) / (2.5 + prior.aPrior() - 1);
      assertThat(out[0]).isCloseTo(location, within(1e-13));
      assertThat(out[1]).isCloseTo(scale, within(1e-12));
    }
  }

  @Test
  void jointStepsDontDependOnHowFeaturesAreGrouped() {
    SitePrior prior = prior(1);
    JointChange whole = new JointChange(64);
    BlockPosterior.recordChanges(fit, 1, prior, whole);
    JointChange merged = new JointChange(64);
    ParametricPosterior eb = new ParametricPosterior(prior);
    for (int v = FEATURES - 1; v >= 0; v--) {
      JointChange one = new JointChange(64);
      double gammaHat = fit.gammaHat()[FEATURES + v];
      double deltaHat = fit.deltaHat()[FEATURES + v];
      eb.recordChanges(5, gammaHat, deltaHat, SumOfSquares.ofMoments(5, gammaHat, deltaHat), one);
      merged.merge(one);
    }
    assertThat(merged.stepsTaken()).isEqualTo(whole.stepsTaken()).isGreaterThan(1);
  }

  @Test
  void aPointScalePriorGivesItsValue() {
    PriorMoments moments = new PriorMoments();
    BlockFit equal = equalScales();
    moments.add(equal, 0);
    SitePrior prior = SitePrior.of(moments, true);
    assertThat(prior.deltaVariance()).isZero();
    double[] out = new double[2];
    new ParametricPosterior(prior).converged(4, 0.5, 2, SumOfSquares.ofMoments(4, 0.5, 2), out);
    assertThat(out[1]).isEqualTo(prior.deltaMean());
    assertThat(out[0]).isFinite();
  }

  /** The same feature twice: all estimates of a site are equal over features. */
  private static BlockFit equalScales() {
    BlockMoments a = new BlockMoments(0, 0, 2, 0);
    BlockMoments b = new BlockMoments(1, 0, 2, 0);
    double[] values = {1, 2, 4, 8, 3, 7};
    for (int s = 0; s < values.length; s++) {
      (s < 3 ? a : b).addScan(new double[0], 0, new double[] {values[s], values[s]}, 0);
    }
    return new PooledRegression(PooledRegression.NO_REFERENCE).solve(List.of(a, b));
  }

  @Test
  void oneFeatureHasNoPrior() {
    assertThat(SitePrior.of(new PriorMoments(), true)).isNull();
  }
}
