package org.chorale.stats.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.chorale.fixtures.DiagnosedScans;
import org.chorale.stats.moments.MergeContractTest;
import org.junit.jupiter.api.Test;

/** Sums over features against the matrix of squared distances between scans. */
class DistanceSumsTest extends MergeContractTest<DistanceSums> {
  private static final int SCANS = 21;
  private static final int SITES = 3;
  private static final int FEATURES = 12;
  private static final int MISSING = 2;
  private static final int CONSTANT = 5;
  private static final double RELATIVE = 1e-10;

  private final int[] site = IntStream.range(0, SCANS).map(s -> s % SITES).toArray();
  private final double[] z = new Random(8).doubles(SCANS, 20, 80).toArray();
  private final double[][] y = new double[SCANS][FEATURES];

  DistanceSumsTest() {
    Random random = new Random(9);
    for (int s = 0; s < SCANS; s++) {
      for (int v = 0; v < FEATURES; v++) {
        y[s][v] = 10 + (v + 1) * random.nextGaussian() + 0.3 * site[s] + 0.01 * z[s];
      }
    }
    y[4][MISSING] = Double.NaN;
    for (double[] scan : y) {
      scan[CONSTANT] = 3;
    }
  }

  @Override
  protected DistanceSums empty() {
    return new DistanceSums(SCANS);
  }

  @Override
  protected DistanceSums of(int from, int to) {
    return empty().add(model(from, to));
  }

  @Override
  protected DistanceSums merge(DistanceSums into, DistanceSums other) {
    return into.merge(other);
  }

  @Override
  protected void assertSame(DistanceSums actual, DistanceSums expected) {
    assertThat(actual.features()).isEqualTo(expected.features());
    assertThat(actual.between())
        .isCloseTo(expected.between(), within(RELATIVE * expected.between()));
    assertThat(actual.within()).isCloseTo(expected.within(), within(RELATIVE * expected.within()));
  }

  private SiteModel model(int from, int to) {
    double[][] part = new double[SCANS][to - from];
    for (int s = 0; s < SCANS; s++) {
      System.arraycopy(y[s], from, part[s], 0, to - from);
    }
    return SiteModel.of(new DiagnosedScans(z, site, part).moments());
  }

  /** SST = Σ_{j&lt;k} d²/N; SSW = Σ sites Σ_{j&lt;k} d²/nᵢ. */
  @Test
  void sumsAreThoseOfSquaredDistances() {
    DiagnosedScans scans = new DiagnosedScans(z, site, y);
    SiteModel model = SiteModel.of(scans.moments());
    double total = 0;
    double within = 0;
    for (int v = 0; v < FEATURES; v++) {
      if (v == MISSING || v == CONSTANT) {
        continue;
      }
      double[] a = scans.withoutCovariates(model, v);
      double all = 0;
      double own = 0;
      for (int j = 0; j < SCANS; j++) {
        for (int k = 0; k < j; k++) {
          double d2 = (a[j] - a[k]) * (a[j] - a[k]);
          all += d2 / SCANS;
          own += site[j] == site[k] ? d2 * SITES / SCANS : 0;
        }
      }
      total += SCANS - 1;
      within += own * (SCANS - 1) / all;
    }
    DistanceSums sums = new DistanceSums(SCANS).add(model);
    assertThat(sums.features()).isEqualTo(FEATURES - 2);
    assertThat(sums.within()).isCloseTo(within, within(RELATIVE * within));
    assertThat(sums.between() + sums.within()).isCloseTo(total, within(RELATIVE * total));
    assertThat(sums.pseudoR2()).isCloseTo(1 - within / total, within(RELATIVE));
  }

  @Test
  void oneFeatureHasTheTailOfF() {
    DistanceSums sums = new DistanceSums(SCANS).add(model(0, 1));
    double df = SCANS - SITES;
    double expected = Tails.f(sums.statistic() * df / (SITES - 1), SITES - 1, df);
    assertThat(sums.p(new double[] {20}, SITES)).isCloseTo(expected, within(RELATIVE));
  }

  @Test
  void whatCannotBeTestedIsMissing() {
    DistanceSums sums = new DistanceSums(SCANS).add(model(0, 2));
    assertThat(sums.p(new double[] {1, 2}, 1)).isNaN();
    assertThat(sums.p(new double[] {1, 2}, SCANS)).isNaN();
    assertThat(sums.p(new double[0], SITES)).isNaN();
    DistanceSums none = of(CONSTANT, CONSTANT + 1);
    assertThat(none.features()).isZero();
    assertThat(none.statistic()).isNaN();
    assertThat(none.p(new double[] {1}, SITES)).isNaN();
  }

  @Test
  void sumsOfOtherScansAreRefused() {
    DistanceSums other = new DistanceSums(SCANS + 1);
    assertThatThrownBy(() -> new DistanceSums(SCANS).merge(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("22 scans into sums over 21");
  }
}
