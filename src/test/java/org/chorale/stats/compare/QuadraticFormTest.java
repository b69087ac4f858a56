package org.chorale.stats.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums whose distribution is known otherwise. */
class QuadraticFormTest {
  /** Of the tail, however small. */
  private static final double RELATIVE = 1e-9;

  /** Of a tail that is one minus the other one. */
  private static final double ABSOLUTE = 1e-12;

  private static QuadraticForm form(double[] lambda, double... df) {
    return new QuadraticForm(lambda, df);
  }

  private static void assertCloseTo(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(RELATIVE * expected + Double.MIN_NORMAL));
  }

  @Property(tries = 300, seed = "20261125")
  void oneTermIsChiSquare(
      @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 40) double lambda,
      @ForAll @IntRange(min = 1, max = 200) int df,
      @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 10) double meansAway) {
    double c = lambda * df * meansAway;
    assertCloseTo(form(new double[] {lambda}, df).upperTail(c), Tails.chiSquare(c / lambda, df));
    assertThat(form(new double[] {-lambda}, df).upperTail(-c))
        .isCloseTo(1 - Tails.chiSquare(c / lambda, df), within(RELATIVE));
  }

  @Property(tries = 300, seed = "20261125")
  void aDifferenceAboveZeroIsF(
      @ForAll @IntRange(min = 1, max = 60) int df1,
      @ForAll @IntRange(min = 1, max = 500) int df2,
      @ForAll @Scale(6) @DoubleRange(min = 0.01, max = 60) double f) {
    double ratio = f * df1 / df2;
    double expected = Tails.f(f, df1, df2);
    double actual = form(new double[] {3, -3 * ratio}, df1, df2).upperTail(0);
    assertThat(actual).isCloseTo(expected, within(RELATIVE * expected + ABSOLUTE * (1 - expected)));
  }

  /** Exponentials of different means: partial fractions of the transform. */
  @Property(tries = 200, seed = "20261125")
  void pairsOfDegreesOfFreedomAreExponentials(
      @ForAll @Scale(6) @DoubleRange(min = 0.1, max = 0.9) double second,
      @ForAll @Scale(6) @DoubleRange(min = 0.1, max = 3) double third,
      @ForAll @Scale(6) @DoubleRange(min = 6, max = 600) double c) {
    double[] lambda = {1, second, -third};
    double expected = 0;
    for (int j = 0; j < 2; j++) {
      double weight = Math.exp(-c / (2 * lambda[j]));
      for (int k = 0; k < 3; k++) {
        weight *= k == j ? 1 : lambda[j] / (lambda[j] - lambda[k]);
      }
      expected += weight;
    }
    assertThat(form(lambda, 2, 2, 2).upperTail(c)).isCloseTo(expected, within(1e-7 * expected));
  }

  @Property(tries = 60, seed = "20261125")
  void weightsOfEitherSignHaveImhofsIntegral(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 2, max = 6) int terms,
      @ForAll @Scale(6) @DoubleRange(min = -3, max = 3) double deviations) {
    Random random = new Random(seed);
    double[] lambda =
        random.doubles(terms, 0.3, 1).map(x -> random.nextBoolean() ? x : -x).toArray();
    double[] df = random.ints(terms, 6, 15).asDoubleStream().toArray();
    double mean = 0;
    double variance = 0;
    for (int j = 0; j < terms; j++) {
      mean += lambda[j] * df[j];
      variance += 2 * lambda[j] * lambda[j] * df[j];
    }
    double c = mean + deviations * Math.sqrt(variance);
    assertThat(new QuadraticForm(lambda, df).upperTail(c))
        .isCloseTo(imhof(lambda, df, c), within(1e-8));
  }

  /** Equation 3.2 of Imhof 1961 by the midpoint rule: ½ + 1/π ∫ sin θ(u)/(u ρ(u)) du. */
  private static double imhof(double[] lambda, double[] df, double c) {
    double step = 0.005;
    double sum = 0;
    for (double u = step / 2; u < 200; u += step) {
      double theta = -c * u / 2;
      double logRho = 0;
      for (int j = 0; j < lambda.length; j++) {
        theta += df[j] / 2 * Math.atan(lambda[j] * u);
        logRho += df[j] / 4 * Math.log1p(lambda[j] * u * (lambda[j] * u));
      }
      sum += Math.sin(theta) * Math.exp(-logRho) / u;
    }
    return 0.5 + sum * step / Math.PI;
  }

  /** Imhof 1961, Biometrika 48:419, Table 1, Q₁, to the four digits printed there. */
  @ParameterizedTest
  @CsvSource({"0.1, 0.9458", "0.7, 0.5064", "2, 0.1240"})
  void imhofsFirstSumHasItsPrintedTails(double c, double expected) {
    double[] lambda = {0.6, 0.3, 0.1};
    assertThat(form(lambda, 1, 1, 1).upperTail(c)).isCloseTo(expected, within(5e-5));
  }

  @Test
  void equalWeightsAddTheirDegreesOfFreedom() {
    for (double c : new double[] {0.3, 5, 90, 700}) {
      double together = form(new double[] {2}, 9).upperTail(c);
      assertCloseTo(form(new double[] {2, 2, 2}, 1, 3, 5).upperTail(c), together);
    }
  }

  @Test
  void aSymmetricSumIsAboveZeroHalfOfTheTime() {
    assertThat(form(new double[] {1, 0.2, -0.2, -1}, 1, 2, 2, 1).upperTail(0))
        .isCloseTo(0.5, within(ABSOLUTE));
  }

  @Test
  void aUnitChangesNothingAndNegligibleWeightsNeither() {
    double[] lambda = {5, 1, -2, -1e-3};
    double expected = form(lambda, 3, 2, 7, 4).upperTail(12);
    double[] scaled = Arrays.stream(lambda).map(x -> 1e8 * x).toArray();
    assertCloseTo(form(scaled, 3, 2, 7, 4).upperTail(12e8), expected);
    assertThat(form(new double[] {5, 1, -2, -1e-3, 1e-18, 0}, 3, 2, 7, 4, 1, 1).upperTail(12))
        .isEqualTo(expected);
  }

  @Test
  void manyWeightsOfManySizesAreNoTrouble() {
    int count = 2000;
    double[] lambda = new double[2 * count];
    double[] df = new double[2 * count];
    for (int k = 0; k < count; k++) {
      lambda[k] = Math.pow(k + 1.0, -2);
      df[k] = 3;
      lambda[count + k] = -lambda[k] / 300;
      df[count + k] = 2000;
    }
    double tail = new QuadraticForm(lambda, df).upperTail(0);
    assertThat(tail).isBetween(0.0, 0.05);
    lambda[0] *= 1.01;
    assertThat(new QuadraticForm(lambda, df).upperTail(0)).isGreaterThan(tail);
  }

  @Test
  void whatCannotBeIsExact() {
    assertThat(form(new double[] {-1, -2}, 3, 3).upperTail(0)).isZero();
    assertThat(form(new double[] {1, 2}, 3, 3).upperTail(0)).isEqualTo(1);
    assertThat(form(new double[] {1, 2}, 3, 3).upperTail(-4)).isEqualTo(1);
    assertThat(form(new double[] {1, 2}, 3, 3).upperTail(Double.POSITIVE_INFINITY)).isZero();
    assertThat(form(new double[] {0}, 3).upperTail(1)).isNaN();
    assertThat(form(new double[] {1}, 3).upperTail(Double.NaN)).isNaN();
    assertThatThrownBy(() -> form(new double[] {1, 2}, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 weights, 1 degrees of freedom");
  }
}
