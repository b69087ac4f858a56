package org.chorale.stats.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Median and biweight midvariance, found by selection and in sorted values, are the formula's. */
class BiweightTest {
  /** Of a variance: sums of some hundred terms in other orders. */
  private static final double ROUNDING = 1e-12;

  @Provide
  Arbitrary<double[]> samples() {
    // Of quarters, so that many are equal, or of anything.
    Arbitrary<Double> coarse = Arbitraries.integers().between(-12, 12).map(k -> k / 4.0);
    Arbitrary<Double> fine = Arbitraries.doubles().between(-100, 100);
    return Arbitraries.oneOf(coarse, fine)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60)
        .map(list -> list.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }

  private static double deviation(double[] values, double centre) {
    return median(Arrays.stream(values).map(x -> Math.abs(x - centre)).toArray());
  }

  /** As the formula is written. */
  private static double midvariance(double[] values, double centre) {
    double m = deviation(values, centre);
    double c = 9 / new NormalDistribution().inverseCumulativeProbability(0.75);
    double above = 0;
    double below = 0;
    for (double x : values) {
      double u = (x - centre) / (c * m);
      if (Math.abs(u) < 1) {
        above += Math.pow(x - centre, 2) * Math.pow(1 - u * u, 4);
        below += (1 - u * u) * (1 - 5 * u * u);
      }
    }
    return values.length * above / Math.pow(below, 2);
  }

  private static SortedSample sample(double[] values) {
    return new SortedSample().set(values, 0, values.length);
  }

  @Property(tries = 500, seed = "20261125")
  void mediansAreThoseOfSortedValues(
      @ForAll("samples") double[] x, @ForAll @DoubleRange(min = -5, max = 5) double centre) {
    assertThat(Biweight.median(x.clone(), 0, x.length)).isEqualTo(median(x));
    assertThat(sample(x).median()).isEqualTo(median(x));
    assertThat(sample(x).deviation(centre)).isEqualTo(deviation(x, centre));
    assertThat(sample(x).deviation(median(x))).isEqualTo(deviation(x, median(x)));
  }

  @Property(tries = 500, seed = "20261125")
  void theMidvarianceIsTheFormulas(
      @ForAll("samples") double[] x, @ForAll @DoubleRange(min = -5, max = 5) double off) {
    double centre = median(x) + off;
    double m = deviation(x, centre);
    if (!(m > 0)) {
      assertThat(sample(x).midvariance(centre)).isNaN();
      return;
    }
    double expected = midvariance(x, centre);
    Offset<Double> rounding = within(ROUNDING * expected);
    assertThat(sample(x).midvariance(centre)).isCloseTo(expected, rounding);
    assertThat(Biweight.midvariance(x, 0, x.length, centre, m)).isCloseTo(expected, rounding);
    assertThat(sample(x).about(centre))
        .isCloseTo((x.length - 1) * expected, within(ROUNDING * x.length * expected));
  }

  @Property(tries = 300, seed = "20261125")
  void aShiftChangesNothingAndAScaleItsSquare(
      @ForAll("samples") double[] x,
      @ForAll @DoubleRange(min = -50, max = 50) double shift,
      @ForAll @DoubleRange(min = 0.1, max = 20) double scale) {
    double[] moved = Arrays.stream(x).map(value -> scale * value + shift).toArray();
    double size = scale * Arrays.stream(x).map(Math::abs).max().orElseThrow() + Math.abs(shift);
    double centre = sample(x).median();
    assertThat(sample(moved).median())
        .isCloseTo(scale * centre + shift, within(ROUNDING * (1 + size)));
    // Deviations that are no more than rounding are no scale, here or there.
    if (scale * sample(x).deviation(centre) > 1e-3) {
      assertThat(sample(moved).midvariance(sample(moved).median()))
          .isCloseTo(
              scale * scale * sample(x).midvariance(centre), within(1e-9 * (1 + size * size)));
    }
  }

  @Property(tries = 300, seed = "20261125")
  void theOrderOfValuesChangesNoBit(@ForAll("samples") double[] x, @ForAll Random random) {
    List<Double> other = new java.util.ArrayList<>(Arrays.stream(x).boxed().toList());
    java.util.Collections.shuffle(other, random);
    double[] shuffled = other.stream().mapToDouble(Double::doubleValue).toArray();
    assertThat(sample(shuffled).about(0.3)).isEqualTo(sample(x).about(0.3));
  }

  @Test
  void oneWildValueMovesAVarianceALotAndTheMidvarianceLittle() {
    Random random = new Random(2);
    double[] x = random.doubles(50).map(u -> random.nextGaussian()).toArray();
    double[] wild = x.clone();
    wild[7] = 1e6;
    double before = sample(x).midvariance(median(x));
    double after = sample(wild).midvariance(median(wild));
    assertThat(after).isCloseTo(before, within(0.15 * before));
    double[] wilder = x.clone();
    wilder[7] = 1e12;
    assertThat(sample(wilder).midvariance(median(wilder))).isEqualTo(after);
  }

  @Test
  void ofNormalValuesItIsTheVariance() {
    Random random = new Random(3);
    double[] x = random.doubles(100_000).map(u -> 2 * random.nextGaussian()).toArray();
    assertThat(sample(x).midvariance(median(x))).isCloseTo(4, within(0.1));
    assertThat(Biweight.median(x, 0, x.length)).isCloseTo(0, within(0.05));
  }

  @Test
  void selectionTakesEqualAndSortedValuesAndPartOfAnArray() {
    double[] x = new double[100_001];
    Arrays.fill(x, 3);
    assertThat(Biweight.median(x, 0, x.length)).isEqualTo(3);
    Arrays.setAll(x, k -> k);
    assertThat(Biweight.median(x, 0, x.length)).isEqualTo(50_000);
    Arrays.setAll(x, k -> -k);
    assertThat(Biweight.median(x, 10, 14)).isEqualTo(-11.5);
  }
}
