package org.chorale.stats.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class KernelDensityTest {
  /** Kernels beyond nine bandwidths, and a few hundred products. */
  private static final double RELATIVE = 1e-11;

  @Property(tries = 100, seed = "20261125")
  void theDensityIsTheSumOfKernels(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @Scale(6) @DoubleRange(min = 0.005, max = 30) double step,
      @ForAll @Scale(6) @DoubleRange(min = -8, max = 3) double first) {
    double[] x = new Random(seed).doubles(count, -5, 5).toArray();
    double h = 0.4;
    double[] density = KernelDensity.of(x, h, first, step, 200);
    for (int k = 0; k < 200; k++) {
      double point = first + k * step;
      double expected =
          Arrays.stream(x).map(value -> Math.exp(-Math.pow((point - value) / h, 2) / 2)).sum()
              / (count * h * Math.sqrt(2 * Math.PI));
      assertThat(density[k]).isCloseTo(expected, within(RELATIVE * expected + 1e-17));
    }
  }

  /** R: bw.nrd0(1:10), 0.9·min(sd, IQR/1.34)·n^(−1/5) written out. */
  @Test
  void theBandwidthIsTheRuleOfThumb() {
    double[] x = {3, 1, 2, 10, 9, 8, 4, 5, 7, 6};
    double sd = Math.sqrt((10 * 10 - 1) / 12.0 * 10 / 9);
    double range = (7.75 - 3.25) / 1.34;
    assertThat(KernelDensity.bandwidth(x))
        .isCloseTo(0.9 * Math.min(sd, range) * Math.pow(10, -0.2), within(RELATIVE));
  }

  @Test
  void equalQuartilesLeaveTheStandardDeviation() {
    double[] x = {0, 0, 0, 0, 0, 0, 7};
    double sd = Math.sqrt((6 * 1 + 36) / 6.0);
    assertThat(KernelDensity.bandwidth(x))
        .isCloseTo(0.9 * sd * Math.pow(7, -0.2), within(RELATIVE));
  }

  @Test
  void equalValuesHaveNoBandwidth() {
    assertThat(KernelDensity.bandwidth(new double[] {0.1, 0.1, 0.1})).isZero();
    assertThat(KernelDensity.bandwidth(new double[] {4})).isZero();
    assertThat(KernelDensity.bandwidth(new double[0])).isZero();
    assertThat(KernelDensity.of(new double[0], 1, 0, 1, 2)).containsOnly(Double.NaN);
  }
}
