package org.chorale.stats.nonparametric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightedSumTest {
  /** Three half units in the last place. */
  private static final double EXPONENTIAL = 3.4e-16;

  /** The weight of one draw with γ = γ̂ and δ = 1 is exp(−squares/2), before a shift. */
  private static double exponential(double x) {
    WeightedSum sum = new WeightedSum();
    Points point = new Points(new double[] {0}, new double[] {1});
    sum.add(point, new LogWeight(2, 0, -2 * x), 0, 0, 1);
    return sum.weights();
  }

  @Test
  void theExponentialIsRightToTheLastBitsOrSo() {
    Random random = new Random(5);
    for (int k = 0; k < 200_000; k++) {
      double x = -690 * random.nextDouble() + (k % 10);
      assertThat(exponential(x) / StrictMath.exp(x)).isCloseTo(1, within(EXPONENTIAL));
    }
    assertThat(exponential(0)).isEqualTo(1);
  }

  @Test
  void whatIsTooSmallIsNothingAndWhatIsTooLargeInfinite() {
    assertThat(exponential(-1e6)).isZero();
    assertThat(exponential(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(exponential(1e6)).isInfinite();
    assertThat(exponential(Double.NaN)).isNaN();
  }

  @Test
  void allPointsOfAllTilesAreSummed() {
    int count = 1001;
    double[] gamma = new double[count];
    double[] delta = new double[count];
    for (int k = 0; k < count; k++) {
      gamma[k] = k;
      delta[k] = 1 + k;
    }
    WeightedSum sum = new WeightedSum();
    Points points = new Points(gamma, delta);
    for (int from : new int[] {0, 1, 500, 1000, count}) {
      sum.clear();
      // No scan: every log weight is 0.
      sum.add(points, new LogWeight(0, 0, 0), 0, from, count);
      double locations = 0;
      for (int k = from; k < count; k++) {
        locations += k;
      }
      assertThat(sum.weights()).isEqualTo(count - from);
      assertThat(sum.locations()).isEqualTo(locations);
      assertThat(sum.scales()).isEqualTo(locations + count - from);
    }
  }
}
