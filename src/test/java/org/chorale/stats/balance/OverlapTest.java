package org.chorale.stats.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class OverlapTest {
  private static double[] ages(long seed, int count, double mean) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToDouble(s -> mean + 8 * random.nextGaussian()).toArray();
  }

  @Property(tries = 60, seed = "20261125")
  void itIsSymmetricAndBetweenZeroAndOne(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @DoubleRange(min = 0, max = 90) double apart) {
    double[] a = ages(seed, 14, 40);
    double[] b = ages(seed + 1, 33, 40 + apart);
    assertThat(Overlap.of(a, b)).isEqualTo(Overlap.of(b, a)).isBetween(0.0, 1.0);
    double[] moved = Arrays.stream(a).map(x -> 2 * x - 7).toArray();
    double[] movedToo = Arrays.stream(b).map(x -> 2 * x - 7).toArray();
    assertThat(Overlap.of(moved, movedToo)).isCloseTo(Overlap.of(a, b), within(1e-9));
  }

  @Test
  void equalIsOneAndDisjointZero() {
    double[] a = ages(1, 20, 40);
    double[] shuffled = Arrays.stream(a).map(x -> -x).sorted().map(x -> -x).toArray();
    assertThat(Overlap.of(a, shuffled)).isCloseTo(1, within(1e-12));
    assertThat(Overlap.of(a, ages(2, 20, 400))).isCloseTo(0, within(1e-12));
  }

  /** exp(−(μ₁−μ₂)²/(8σ²)) for normals of equal variance; kernels widen it a little. */
  @Test
  void ofNormalsItIsTheClosedForm() {
    NormalDistribution normal = new NormalDistribution(0, 1);
    double[] a =
        IntStream.range(0, 5000)
            .mapToDouble(k -> normal.inverseCumulativeProbability((k + 0.5) / 5000))
            .toArray();
    double[] b = Arrays.stream(a).map(x -> x + 1.5).toArray();
    assertThat(Overlap.of(a, b)).isCloseTo(Math.exp(-1.5 * 1.5 / 8), within(0.01));
  }

  @Test
  void singleValuesTakeTheOthersBandwidth() {
    assertThat(Overlap.of(new double[] {40}, ages(3, 50, 40))).isBetween(0.3, 1.0);
    assertThat(Overlap.of(new double[] {40, 40}, new double[] {40})).isEqualTo(1);
    assertThat(Overlap.of(new double[] {40, 40}, new double[] {41})).isZero();
  }

  @Test
  void missingValuesAreLeftOut() {
    double[] a = ages(4, 10, 40);
    double[] gapped = Arrays.copyOf(a, 12);
    gapped[10] = Double.NaN;
    gapped[11] = Double.NaN;
    double[] b = ages(5, 10, 45);
    assertThat(Overlap.of(gapped, b)).isEqualTo(Overlap.of(a, b));
    assertThat(Overlap.of(new double[] {Double.NaN}, b)).isNaN();
    assertThat(Overlap.of(a, new double[0])).isNaN();
  }
}
