package org.chorale.stats.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** Tails where they have a closed form, down to the smallest numbers. */
class TailsTest {
  /** Of p at 1e-300: the logarithm of p has that many digits less. */
  private static final double RELATIVE = 1e-11;

  @Property(tries = 300, seed = "20261125")
  void ofTwoDegreesOfFreedomChiSquareIsExponential(
      @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 1400) double x) {
    assertCloseTo(Tails.chiSquare(x, 2), Math.exp(-x / 2));
  }

  @Property(tries = 300, seed = "20261125")
  void ofFourDegreesOfFreedomChiSquareIsAnErlangSum(
      @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 1400) double x) {
    assertCloseTo(Tails.chiSquare(x, 4), Math.exp(-x / 2) * (1 + x / 2));
  }

  @Property(tries = 300, seed = "20261125")
  void withTwoDegreesOfFreedomAboveFisPower(
      @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 1e4) double f,
      @ForAll @IntRange(min = 1, max = 40_000) int df2) {
    double expected = Math.exp(-df2 / 2.0 * Math.log1p(2 * f / df2));
    // x^a, and x has the rounding of one division.
    double tolerance = RELATIVE + df2 * Math.ulp(1.0);
    assertThat(Tails.f(f, 2, df2)).isCloseTo(expected, within(tolerance * expected));
  }

  @Property(tries = 300, seed = "20261125")
  void withTwoDegreesOfFreedomTisAlgebraic(
      @ForAll @Scale(6) @DoubleRange(min = 1e-3, max = 1e12) double t) {
    double expected = 2 / (t * t + 2) / (1 + t / Math.sqrt(t * t + 2));
    assertCloseTo(Tails.twoSidedT(t, 2), expected);
    assertThat(Tails.twoSidedT(-t, 2)).isEqualTo(Tails.twoSidedT(t, 2));
  }

  @Test
  void theEndsAreExact() {
    assertThat(Tails.chiSquare(0, 3)).isEqualTo(1);
    assertThat(Tails.f(0, 3, 4)).isEqualTo(1);
    assertThat(Tails.chiSquare(Double.POSITIVE_INFINITY, 3)).isZero();
    assertThat(Tails.f(Double.POSITIVE_INFINITY, 3, 4)).isZero();
    assertThat(Tails.chiSquare(1e6, 3)).isZero();
  }

  @Test
  void withoutAStatisticOrDegreesOfFreedomThereIsNoP() {
    assertThat(Tails.chiSquare(Double.NaN, 3)).isNaN();
    assertThat(Tails.chiSquare(1, 0)).isNaN();
    assertThat(Tails.f(1, 0, 3)).isNaN();
    assertThat(Tails.f(1, 3, -2)).isNaN();
    assertThat(Tails.f(Double.NaN, 1, 1)).isNaN();
    assertThat(TestOutcome.f(1, 3, 0)).isEqualTo(TestOutcome.NONE);
    assertThat(TestOutcome.chiSquare(1, Double.NaN)).isEqualTo(TestOutcome.NONE);
  }

  private static void assertCloseTo(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(RELATIVE * expected));
  }
}
