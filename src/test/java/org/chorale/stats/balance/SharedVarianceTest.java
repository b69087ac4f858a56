package org.chorale.stats.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.chorale.stats.moments.ScanMoments;
import org.junit.jupiter.api.Test;

class SharedVarianceTest {
  private static final int SCANS = 70;
  private static final int LEVELS = 3;

  private final double[] age = new double[SCANS];
  private final int[] level = new int[SCANS];
  private int[] site = new int[SCANS];

  private void fill(long seed, int sites) {
    Random random = new Random(seed);
    site = IntStream.range(0, SCANS).map(s -> s % sites).toArray();
    for (int s = 0; s < SCANS; s++) {
      age[s] = 50 + 10 * random.nextGaussian() + 4 * site[s];
      level[s] = random.nextInt(4) == 0 ? site[s] % LEVELS : random.nextInt(LEVELS);
    }
    level[0] = 0;
    level[1] = 1;
    level[2] = 2;
  }

  /** Columns: age, and indicators of the levels other than the baseline. */
  private List<ScanMoments> moments(int sites, int baseline) {
    List<ScanMoments> moments = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      moments.add(new ScanMoments(LEVELS));
    }
    for (int s = 0; s < SCANS; s++) {
      double[] z = {
        age[s],
        level[s] == (baseline + 1) % LEVELS ? 1 : 0,
        level[s] == (baseline + 2) % LEVELS ? 1 : 0
      };
      moments.get(site[s]).add(z, 0);
    }
    return moments;
  }

  @Property(tries = 60, seed = "20261125")
  void ofOneColumnItIsEtaSquared(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 2, max = 6) int sites) {
    fill(seed, sites);
    double grand = IntStream.range(0, SCANS).mapToDouble(s -> age[s]).average().orElseThrow();
    double between = 0;
    double total = 0;
    for (int i = 0; i < sites; i++) {
      int index = i;
      int[] own = IntStream.range(0, SCANS).filter(s -> site[s] == index).toArray();
      double mean = IntStream.of(own).mapToDouble(s -> age[s]).average().orElseThrow();
      between += own.length * (mean - grand) * (mean - grand);
      total += IntStream.of(own).mapToDouble(s -> (age[s] - grand) * (age[s] - grand)).sum();
    }
    assertThat(SharedVariance.of(moments(sites, 0), new int[] {0}))
        .isCloseTo(between / total, within(1e-10));
  }

  @Property(tries = 60, seed = "20261125")
  void ofLevelsItIsCramersSquareWhicheverIsTheBaseline(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 2, max = 6) int sites,
      @ForAll @IntRange(min = 0, max = 2) int baseline) {
    fill(seed, sites);
    double[][] count = new double[sites][LEVELS];
    double[] ofSite = new double[sites];
    double[] ofLevel = new double[LEVELS];
    for (int s = 0; s < SCANS; s++) {
      count[site[s]][level[s]]++;
      ofSite[site[s]]++;
      ofLevel[level[s]]++;
    }
    double chiSquare = 0;
    for (int i = 0; i < sites; i++) {
      for (int l = 0; l < LEVELS; l++) {
        double expected = ofSite[i] * ofLevel[l] / SCANS;
        chiSquare += (count[i][l] - expected) * (count[i][l] - expected) / expected;
      }
    }
    double cramer = chiSquare / SCANS / Math.min(sites - 1, LEVELS - 1);
    assertThat(SharedVariance.of(moments(sites, baseline), new int[] {1, 2}))
        .isCloseTo(cramer, within(1e-10));
  }

  @Test
  void aCovariateThatIsTheSiteSharesAll() {
    fill(1, 2);
    for (int s = 0; s < SCANS; s++) {
      age[s] = 20 + 30 * site[s];
    }
    assertThat(SharedVariance.of(moments(2, 0), new int[] {0})).isCloseTo(1, within(1e-12));
  }

  @Test
  void constantColumnsAndOneSiteShareNothingThatCanBeSaid() {
    fill(1, 2);
    assertThat(SharedVariance.of(moments(2, 0).subList(0, 1), new int[] {0})).isNaN();
    List<ScanMoments> withEmpty = List.of(moments(2, 0).get(0), new ScanMoments(LEVELS));
    assertThat(SharedVariance.of(withEmpty, new int[] {0})).isNaN();
    assertThat(SharedVariance.of(moments(2, 0), new int[] {0, 0})).isNaN();
    for (int s = 0; s < SCANS; s++) {
      age[s] = 31;
    }
    assertThat(SharedVariance.of(moments(2, 0), new int[] {0})).isNaN();
  }
}
