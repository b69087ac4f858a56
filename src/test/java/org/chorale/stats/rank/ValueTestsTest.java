package org.chorale.stats.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.math3.special.Erf;
import org.chorale.stats.compare.TestOutcome;
import org.junit.jupiter.api.Test;

/** Tests of values against their definitions, written out. */
class ValueTestsTest {
  private static final int MOST = 60;
  private static final double RELATIVE = 1e-9;

  private final ValueTests tests = new ValueTests(MOST, 4);

  /** A feature: quarters, so that there are ties and sums are exact. */
  private record Feature(long seed, int scans, int sites) {
    int[] site() {
      return new Random(seed).ints(scans, 0, sites).toArray();
    }

    double[] values() {
      Random random = new Random(seed + 1);
      return IntStream.range(0, scans)
          .mapToDouble(s -> random.nextInt(8) == 0 ? Double.NaN : (random.nextInt(40) - 20) / 4.0)
          .toArray();
    }
  }

  private static int[] observed(double[] x, IntPredicate which) {
    return IntStream.range(0, x.length).filter(s -> !Double.isNaN(x[s]) && which.test(s)).toArray();
  }

  private static double[] ranks(double[] x) {
    double[] ranks = new double[x.length];
    Arrays.setAll(
        ranks,
        s -> {
          double below = Arrays.stream(x).filter(other -> other < x[s]).count();
          double equal = Arrays.stream(x).filter(other -> other == x[s]).count();
          return below + (equal + 1) / 2;
        });
    return ranks;
  }

  private static double mean(double[] x, int[] at) {
    return Arrays.stream(at).mapToDouble(s -> x[s]).average().orElse(0);
  }

  private static double between(double[] x, int[] site) {
    double grand = mean(x, observed(x, s -> true));
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      int index = i;
      int[] own = observed(x, s -> site[s] == index);
      sum += own.length * (mean(x, own) - grand) * (mean(x, own) - grand);
    }
    return sum;
  }

  private static double total(double[] x) {
    double grand = mean(x, observed(x, s -> true));
    return Arrays.stream(observed(x, s -> true))
        .mapToDouble(s -> (x[s] - grand) * (x[s] - grand))
        .sum();
  }

  private static double median(double[] x, int[] at) {
    double[] sorted = Arrays.stream(at).mapToDouble(s -> x[s]).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double[] deviations(double[] x, int[] site, Centre centre) {
    double[] deviations = new double[x.length];
    Arrays.fill(deviations, Double.NaN);
    for (int s : observed(x, any -> true)) {
      int[] own = observed(x, other -> site[other] == site[s]);
      deviations[s] = Math.abs(x[s] - (centre == Centre.MEAN ? mean(x, own) : median(x, own)));
    }
    return deviations;
  }

  /** By bisection of the error function, whose inverse is what is tested. */
  private static double normalQuantile(double probability) {
    double low = -9;
    double high = 9;
    while (high - low > 1e-14) {
      double middle = (low + high) / 2;
      if (Erf.erfc(-middle / Math.sqrt(2)) / 2 < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private static long sites(Feature f) {
    double[] x = f.values();
    int[] site = f.site();
    return Arrays.stream(observed(x, s -> true)).map(s -> site[s]).distinct().count();
  }

  private static void assertOutcome(TestOutcome actual, double statistic, double df1) {
    if (Double.isNaN(statistic) || df1 < 1) {
      assertThat(actual).isEqualTo(TestOutcome.NONE);
      return;
    }
    assertThat(actual.statistic()).isCloseTo(statistic, within(RELATIVE * (1 + statistic)));
    assertThat(actual.df1()).isEqualTo(df1);
  }

  @Property(tries = 200, seed = "20261125")
  void statisticsAreTheirDefinitions(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = MOST) int scans,
      @ForAll @IntRange(min = 1, max = 4) int sites) {
    Feature f = new Feature(seed, scans, sites);
    double[] x = f.values();
    int[] site = f.site();
    double n = observed(x, s -> true).length;
    double df1 = sites(f) - 1;
    double[] ranks = withGaps(ranks(x), x);
    tests.of(x, 0, site);
    // With ties H is (N−1) times the share of the ranks' squares that lies between sites.
    assertOutcome(tests.kruskalWallis(), (n - 1) * between(ranks, site) / total(ranks), df1);

    double[] deviations = deviations(x, site, Centre.MEDIAN);
    double[] deviationRanks = ranks(deviations);
    double[] scores = new double[scans];
    Arrays.setAll(scores, s -> normalQuantile(0.5 + deviationRanks[s] / (2 * (n + 1))));
    scores = withGaps(scores, x);
    assertOutcome(tests.fligner(), (n - 1) * between(scores, site) / total(scores), df1);

    for (Centre centre : Centre.values()) {
      double[] d = deviations(x, site, centre);
      double df2 = n - sites(f);
      double within = total(d) - between(d, site);
      boolean tested = df2 > 0 && within > RELATIVE;
      double levene = between(d, site) / df1 / (within / df2);
      if (tested) {
        assertOutcome(tests.levene(centre), levene, df1);
      } else if (df2 <= 0) {
        assertThat(tests.levene(centre)).isEqualTo(TestOutcome.NONE);
      }
    }
  }

  private static double[] withGaps(double[] numbers, double[] x) {
    double[] gapped = new double[x.length];
    Arrays.setAll(gapped, s -> Double.isNaN(x[s]) ? Double.NaN : numbers[s]);
    return gapped;
  }

  @Property(tries = 100, seed = "20261125")
  void ranksSeeTheOrderOnly(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Feature f = new Feature(seed, 50, 4);
    TestOutcome expected = tests.of(f.values(), 0, f.site()).kruskalWallis();
    double[] shifted = Arrays.stream(f.values()).map(x -> x + 1000).toArray();
    double[] bent = Arrays.stream(f.values()).map(Math::exp).toArray();
    assertThat(tests.of(shifted, 0, f.site()).kruskalWallis()).isEqualTo(expected);
    assertThat(tests.of(bent, 0, f.site()).kruskalWallis()).isEqualTo(expected);
  }

  @Property(tries = 100, seed = "20261125")
  void scalesSeeNeitherShiftsOfSitesNorTheirNames(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Feature f = new Feature(seed, 50, 4);
    int[] site = f.site();
    int[] renamed = Arrays.stream(site).map(i -> 3 - i).toArray();
    double[] x = f.values();
    double[] shifted = IntStream.range(0, 50).mapToDouble(s -> x[s] + 8 * site[s]).toArray();
    tests.of(x, 0, site);
    TestOutcome fligner = tests.fligner();
    TestOutcome levene = tests.levene(Centre.MEDIAN);
    tests.of(shifted, 0, renamed);
    assertOutcome(tests.fligner(), fligner.statistic(), 3);
    assertOutcome(tests.levene(Centre.MEDIAN), levene.statistic(), 3);
  }

  @Test
  void roundingDoesNotDecideWhichOfTheMiddleValuesIsFarther() {
    Random random = new Random(3);
    double[] x = random.doubles(40, -1, 1).toArray();
    int[] site = IntStream.range(0, 40).map(s -> s % 4).toArray();
    double[] shifted = Arrays.stream(x).map(value -> value + 1e3).toArray();
    double expected = tests.of(x, 0, site).fligner().statistic();
    assertThat(tests.of(shifted, 0, site).fligner().statistic())
        .isCloseTo(expected, within(RELATIVE));
  }

  @Test
  void scansLeftOutAndAnOffsetAreHeeded() {
    double[] x = {9, 9, 1, 2, 3, 4, 5, 6, 50};
    int[] site = {0, 0, 0, 1, 1, 1, -1};
    TestOutcome expected =
        tests.of(new double[] {1, 2, 3, 4, 5, 6}, 0, new int[] {0, 0, 0, 1, 1, 1}).kruskalWallis();
    assertThat(tests.of(x, 2, site).kruskalWallis()).isEqualTo(expected);
  }

  @Test
  void negativeAndPositiveZeroAreTied() {
    double[] x = {0.0, -0.0, 1, -1};
    int[] site = {0, 1, 0, 1};
    double[] plain = {0.0, 0.0, 1, -1};
    TestOutcome expected = tests.of(plain, 0, site).kruskalWallis();
    assertThat(tests.of(x, 0, site).kruskalWallis()).isEqualTo(expected);
  }

  @Test
  void nothingToCompareIsNoTest() {
    double[] x = {1, 2, 3, Double.NaN};
    tests.of(x, 0, new int[] {0, 0, 0, 1});
    assertThat(tests.kruskalWallis()).isEqualTo(TestOutcome.NONE);
    assertThat(tests.fligner()).isEqualTo(TestOutcome.NONE);
    assertThat(tests.levene(Centre.MEDIAN)).isEqualTo(TestOutcome.NONE);
    tests.of(new double[] {5, 5, 5, 5}, 0, new int[] {0, 0, 1, 1});
    assertThat(tests.kruskalWallis()).isEqualTo(TestOutcome.NONE);
    assertThat(tests.fligner()).isEqualTo(TestOutcome.NONE);
    assertThat(tests.levene(Centre.MEAN)).isEqualTo(TestOutcome.NONE);
    tests.of(new double[] {Double.NaN}, 0, new int[] {0});
    assertThat(tests.kruskalWallis()).isEqualTo(TestOutcome.NONE);
    assertThat(tests.levene(Centre.MEDIAN)).isEqualTo(TestOutcome.NONE);
  }
}
