package org.chorale.stats.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Priors of a site of few scans, taken from other sites. */
class PooledPriorTest {
  /** Relative, of sums of a few hundred numbers. */
  private static final double ROUNDING = 1e-12;

  private static final int FEATURES = 60;
  private static final int SITES = 8;
  private static final double SPREAD_OF_SHIFTS = 0.5;
  private static final double SPREAD_OF_LOG_SCALES = 0.3;

  /** True and raw effects of one site. */
  private record Effects(List<double[]> trueOnes, List<double[]> raw) {
    SitePrior prior() {
      Spread location = new Spread();
      Spread scale = new Spread();
      raw.forEach(pair -> location.add(pair[0]));
      raw.forEach(pair -> scale.add(pair[1]));
      return SitePrior.stored(
          location.mean(), location.sampleVariance(), scale.mean(), scale.sampleVariance());
    }
  }

  /** γ ~ N(0, 0.5²), log δ ~ N(0, 0.3²); γ̂ ~ N(γ, δ/n), δ̂ ~ δ χ²/(n − 1). */
  private static Effects site(Random random, int n) {
    List<double[]> trueOnes = new ArrayList<>();
    List<double[]> raw = new ArrayList<>();
    for (int v = 0; v < FEATURES; v++) {
      double gamma = SPREAD_OF_SHIFTS * random.nextGaussian();
      double delta = Math.exp(SPREAD_OF_LOG_SCALES * random.nextGaussian());
      double squares = 0;
      for (int k = 1; k < n; k++) {
        double z = random.nextGaussian();
        squares += z * z;
      }
      double gammaHat = gamma + Math.sqrt(delta / n) * random.nextGaussian();
      trueOnes.add(new double[] {gamma, delta});
      raw.add(new double[] {gammaHat, delta * squares / (n - 1)});
    }
    return new Effects(trueOnes, raw);
  }

  /** Mean squared errors of γ* and log δ*. */
  private static double[] errors(Effects site, int n, SitePrior prior) {
    ParametricPosterior eb = new ParametricPosterior(prior);
    double[] errors = new double[2];
    double[] star = new double[2];
    for (int v = 0; v < FEATURES; v++) {
      double[] raw = site.raw().get(v);
      eb.converged(n, raw[0], raw[1], SumOfSquares.ofMoments(n, raw[0], raw[1]), star);
      double[] truth = site.trueOnes().get(v);
      errors[0] += (star[0] - truth[0]) * (star[0] - truth[0]) / FEATURES;
      double scale = Math.log(star[1] / truth[1]);
      errors[1] += scale * scale / FEATURES;
    }
    return errors;
  }

  private static double mean(List<Double> numbers) {
    return numbers.stream().mapToDouble(x -> x).sum() / numbers.size();
  }

  private static double variance(List<Double> numbers) {
    double mean = mean(numbers);
    return numbers.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum() / (numbers.size() - 1);
  }

  private static List<Double> raw(Effects site, int which) {
    return site.raw().stream().map(pair -> pair[which]).toList();
  }

  private static SitePrior pooled(List<Effects> sites) {
    return SitePrior.pooled(sites.stream().map(Effects::prior).toList());
  }

  @Test
  void meansAndVariancesAreThoseWithinAndBetweenSites() {
    Random random = new Random(3);
    List<Effects> sites = new ArrayList<>();
    for (int i = 0; i < SITES; i++) {
      sites.add(site(random, 10 + i));
    }
    SitePrior pooled = pooled(sites);
    double[] found = {pooled.gammaBar(), pooled.tau2(), pooled.deltaMean(), pooled.deltaVariance()};
    for (int which = 0; which < 2; which++) {
      int of = which;
      List<Double> means = sites.stream().map(site -> mean(raw(site, of))).toList();
      List<Double> within = sites.stream().map(site -> variance(raw(site, of))).toList();
      List<Double> all = sites.stream().flatMap(site -> raw(site, of).stream()).toList();
      assertThat(found[2 * which]).isCloseTo(mean(all), within(ROUNDING));
      assertThat(found[2 * which + 1]).isCloseTo(mean(within) + variance(means), within(ROUNDING));
      // The plain variance of all values differs by divisors alone.
      assertThat(found[2 * which + 1] / variance(all)).isBetween(1.0, 1 + 1.0 / SITES);
    }
  }

  @Test
  void oneSiteGivesItsOwnAndMeanOnlySitesInformTheLocationOnly() {
    SitePrior own = site(new Random(5), 20).prior();
    SitePrior one = SitePrior.pooled(List.of(own));
    assertThat(one.gammaBar()).isEqualTo(own.gammaBar());
    assertThat(one.tau2()).isEqualTo(own.tau2());
    assertThat(one.aPrior()).isEqualTo(own.aPrior());
    SitePrior location = SitePrior.stored(1, 2, Double.NaN, Double.NaN);
    SitePrior both = SitePrior.pooled(List.of(own, location));
    assertThat(both.gammaBar()).isCloseTo((own.gammaBar() + 1) / 2, within(ROUNDING));
    assertThat(both.bPrior()).isEqualTo(own.bPrior());
    assertThat(SitePrior.pooled(List.of(location)).hasScale()).isFalse();
    assertThatThrownBy(() -> SitePrior.pooled(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no site");
  }

  @Test
  void aSiteOfThreeScansIsNearerToTheTruthThanByItsOwnPriors() {
    Random random = new Random(7);
    List<Effects> sites = new ArrayList<>();
    for (int i = 0; i < SITES; i++) {
      sites.add(site(random, 30));
    }
    SitePrior pooled = pooled(sites);
    double[] own = new double[2];
    double[] ofModel = new double[2];
    for (int repeat = 0; repeat < 40; repeat++) {
      Effects small = site(random, 3);
      double[] byOwn = errors(small, 3, small.prior());
      double[] byModel = errors(small, 3, pooled);
      Arrays.setAll(own, k -> own[k] + byOwn[k]);
      Arrays.setAll(ofModel, k -> ofModel[k] + byModel[k]);
    }
    // γ* gains a little, δ*, whose own prior rests on two degrees of freedom, very much.
    assertThat(ofModel[0]).isLessThan(0.97 * own[0]);
    assertThat(ofModel[1]).isLessThan(0.6 * own[1]);
  }

  @Test
  void withManyScansItHardlyMatters() {
    Random random = new Random(11);
    List<Effects> sites = new ArrayList<>();
    for (int i = 0; i < SITES; i++) {
      sites.add(site(random, 30));
    }
    Effects large = site(random, 1000);
    double[] byOwn = errors(large, 1000, large.prior());
    double[] byModel = errors(large, 1000, pooled(sites));
    assertThat(byModel[0]).isCloseTo(byOwn[0], within(1e-5));
    assertThat(byModel[1]).isCloseTo(byOwn[1], within(1e-4));
  }
}
