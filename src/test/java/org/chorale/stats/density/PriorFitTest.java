package org.chorale.stats.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.chorale.stats.bayes.SitePrior;
import org.junit.jupiter.api.Test;

class PriorFitTest {
  private static final int FEATURES = 4000;

  /** m = 1 and s² = 0.1: shape 12, scale 11. */
  private final SitePrior prior = SitePrior.stored(0.3, 0.25, 1, 0.1);

  private static double[] normal(double mean, double sd) {
    Random random = new Random(6);
    return random.doubles(FEATURES).map(u -> mean + sd * random.nextGaussian()).toArray();
  }

  @Test
  void drawsFromThePriorAreNear() {
    PriorFit location = PriorFit.ofLocation(normal(0.3, 0.5), prior);
    GammaDistribution gamma =
        new GammaDistribution(new Well19937c(4), prior.aPrior(), 1 / prior.bPrior());
    double[] inverse = Arrays.stream(gamma.sample(FEATURES)).map(x -> 1 / x).toArray();
    PriorFit scale = PriorFit.ofScale(inverse, prior);
    double noise = PriorFit.NOISE / Math.sqrt(FEATURES);
    assertThat(location.distance()).isLessThan(noise);
    assertThat(scale.distance()).isLessThan(noise);
    assertThat(location.isFar()).isFalse();
    assertThat(scale.isFar()).isFalse();
    for (PriorFit fit : new PriorFit[] {location, scale}) {
      assertThat(integral(fit, fit.priorDensity())).isCloseTo(1, within(2e-3));
      assertThat(integral(fit, fit.effectsDensity())).isCloseTo(1, within(2e-3));
      for (int k = 0; k < PriorFit.POINTS; k++) {
        // A kernel density of 4000 draws: a tenth of the highest point is ample.
        double highest = Arrays.stream(fit.priorDensity()).max().orElseThrow();
        assertThat(fit.effectsDensity()[k]).isCloseTo(fit.priorDensity()[k], within(0.1 * highest));
      }
    }
  }

  private static double integral(PriorFit fit, double[] density) {
    return Arrays.stream(density).sum() * (fit.at(1) - fit.at(0));
  }

  @Test
  void twoHumpsAreFarFromTheNormalThatHasTheirMoments() {
    double[] humps = normal(0, 0.1);
    for (int v = 0; v < FEATURES; v++) {
      humps[v] += v % 2 == 0 ? 1 : -1;
    }
    assertThat(PriorFit.ofLocation(humps, SitePrior.stored(0, 1.01, 1, 1)).isFar()).isTrue();
    double[] scales = Arrays.stream(humps).map(x -> x + 2).toArray();
    assertThat(PriorFit.ofScale(scales, SitePrior.stored(0, 1, 2, 1.01)).isFar()).isTrue();
  }

  @Test
  void theDistanceIsTheLargestBetweenTheDistributions() {
    double[] gammaHat = {0.9, Double.NaN, -0.2, 0.4};
    PriorFit fit = PriorFit.ofLocation(gammaHat, prior);
    NormalDistribution normal = new NormalDistribution(0.3, 0.5);
    double expected =
        IntStream.rangeClosed(-40_000, 40_000)
            .mapToDouble(k -> k / 10_000.0)
            .map(
                x -> {
                  double below = Arrays.stream(gammaHat).filter(g -> g <= x).count() / 3.0;
                  return Math.abs(below - normal.cumulativeProbability(x));
                })
            .max()
            .orElseThrow();
    assertThat(fit.features()).isEqualTo(3);
    assertThat(fit.distance()).isCloseTo(expected, within(1e-4));
  }

  @Test
  void fewFeaturesMayBeFartherBeforeThePriorIsCalledWrong() {
    double[] few = Arrays.copyOf(normal(0.55, 0.5), 10);
    assertThat(PriorFit.ofLocation(few, prior).threshold())
        .isCloseTo(PriorFit.FAR + PriorFit.NOISE / Math.sqrt(10), within(1e-15));
    assertThat(PriorFit.ofLocation(normal(0.55, 0.5), prior).isFar()).isTrue();
    assertThat(PriorFit.ofLocation(few, prior).isFar()).isFalse();
  }

  @Test
  void equalEffectsHaveNothingToFit() {
    PriorFit fit = PriorFit.ofScale(new double[] {1, 1, Double.NaN}, SitePrior.stored(0, 0, 1, 0));
    assertThat(fit.distance()).isNaN();
    assertThat(fit.isFar()).isFalse();
    assertThat(fit.effectsDensity()).isEmpty();
    assertThat(fit.priorDensity()).isEmpty();
    assertThat(PriorFit.ofLocation(new double[0], prior).isFar()).isFalse();
  }
}
