package org.chorale.stats.nonparametric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.chorale.stats.nonparametric.SimulatedSite.Tails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NonParametricPosteriorTest {
  /** Rounding of log weights up to a hundred, in both computations. */
  private static final double EXACT = 1e-13;

  /**
   * Log weights are rounded to n·|log δ| units in the last place, by the definition as well: at
   * 5,000 scans and scales e⁵ apart to some 1e-12.
   */
  private static final double EXACT_OF_MANY_SCANS = 1e-11;

  private static void expectDefinition(SimulatedSite site, int step, double tolerance) {
    NonParametricPosterior eb =
        new NonParametricPosterior(NonParametricPrior.exact(site.draws(), true));
    double[] out = new double[2];
    for (int v = 0; v < site.features(); v += step) {
      double[] expected = site.byDefinition(v);
      eb.locationAndScale(site.n, site.gammaHat[v], site.deltaHat[v], out);
      assertThat(out[0]).isCloseTo(expected[0], within(tolerance));
      assertThat(out[1] / expected[1]).isCloseTo(1, within(tolerance));
      assertThat(eb.errorBound()).isLessThan(1e-14);
    }
  }

  @ParameterizedTest
  @EnumSource(Tails.class)
  void exactIsTheDefinition(Tails tails) {
    for (int features : new int[] {3, 64, 65, 400, 3000}) {
      for (int n : new int[] {2, 10, 40}) {
        expectDefinition(new SimulatedSite(features, n, tails, 7), 1 + features / 200, EXACT);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {600, 5000, 100_000})
  void manyScansNeitherUnderflowNorOverflow(int n) {
    expectDefinition(new SimulatedSite(2000, n, Tails.NORMAL, 3), 10, EXACT_OF_MANY_SCANS);
    expectDefinition(new SimulatedSite(2000, n, Tails.CLUMPS, 3), 10, EXACT_OF_MANY_SCANS);
  }

  @Test
  void withLocationOnlyEveryScaleIsOne() {
    SimulatedSite site = new SimulatedSite(1500, 12, Tails.NORMAL, 5);
    for (NonParametricPrior prior :
        new NonParametricPrior[] {
          NonParametricPrior.exact(site.draws(), false),
          NonParametricPrior.exact(site.draws().add(3, Double.NaN), true)
        }) {
      assertThat(prior.locations().points.count()).isEqualTo(prior.pairs() == null ? 1500 : 1501);
    }
    NonParametricPosterior eb =
        new NonParametricPosterior(NonParametricPrior.exact(site.draws(), false));
    for (int v = 0; v < site.features(); v++) {
      assertThat(eb.locationOnly(site.n, site.gammaHat[v]))
          .isCloseTo(site.locationByDefinition(v), within(EXACT));
    }
  }

  @Test
  void anEqualFeatureStays() {
    PriorDraws draws = new PriorDraws().add(0.5, 2).add(0.5, 2).add(-1, 1);
    double[] out = new double[2];
    new NonParametricPosterior(NonParametricPrior.exact(draws, true))
        .locationAndScale(50, 0.5, 2, out);
    SimulatedSite site = new SimulatedSite(3, 50, Tails.NORMAL, 1);
    System.arraycopy(new double[] {0.5, 0.5, -1}, 0, site.gammaHat, 0, 3);
    System.arraycopy(new double[] {2, 2, 1}, 0, site.deltaHat, 0, 3);
    assertThat(out).containsExactly(site.byDefinition(0), within(EXACT));
    assertThat(out[0]).isCloseTo(0.5, within(1e-3));
  }

  @Test
  void ofTwoFeaturesEachGetsTheOther() {
    for (int n : new int[] {2, 600, 5000}) {
      PriorDraws draws = new PriorDraws().add(0.5, 2).add(-30, 1e-3);
      for (NonParametricPrior prior :
          new NonParametricPrior[] {
            NonParametricPrior.exact(draws, true), NonParametricPrior.accelerated(draws, true, n)
          }) {
        double[] out = new double[2];
        NonParametricPosterior eb = new NonParametricPosterior(prior);
        eb.locationAndScale(n, 0.5, 2, out);
        assertThat(out).containsExactly(new double[] {-30, 1e-3}, within(1e-15));
        eb.locationAndScale(n, -30, 1e-3, out);
        assertThat(out).containsExactly(new double[] {0.5, 2}, within(1e-15));
      }
    }
  }

  @Test
  void allFeaturesEqualGiveTheirValue() {
    PriorDraws draws = new PriorDraws();
    for (int v = 0; v < 1000; v++) {
      draws.add(0.25, 1.5);
    }
    for (NonParametricPrior prior :
        new NonParametricPrior[] {
          NonParametricPrior.exact(draws, true), NonParametricPrior.accelerated(draws, true, 600)
        }) {
      double[] out = new double[2];
      new NonParametricPosterior(prior).locationAndScale(600, 0.25, 1.5, out);
      assertThat(out).containsExactly(new double[] {0.25, 1.5}, within(1e-14));
    }
  }

  @Test
  void oneFeatureIsNoPrior() {
    assertThat(NonParametricPrior.of(new PriorDraws().add(1, 1), true, 9)).isNull();
    PriorDraws onePair = new PriorDraws().add(1, 1).add(2, Double.NaN);
    assertThat(NonParametricPrior.of(onePair, true, 9)).isNull();
    assertThat(NonParametricPrior.of(onePair, false, 9)).isNotNull();
  }

  @Test
  void aScaleOfZeroIsTheLimitOfSmallOnes() {
    double[] small = new double[2];
    double[] zero = new double[2];
    PriorDraws draws = new SimulatedSite(50, 8, Tails.NORMAL, 2).draws().add(0.3, 1);
    PriorDraws more = new PriorDraws().merge(draws).add(0.1, 1e-6);
    new NonParametricPosterior(NonParametricPrior.exact(more, true))
        .locationAndScale(8, 0.3, 1, small);
    new NonParametricPosterior(NonParametricPrior.exact(draws.add(0.1, 0), true))
        .locationAndScale(8, 0.3, 1, zero);
    assertThat(zero).containsExactly(small, within(1e-14));
  }
}
