package org.chorale.stats.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Runs of features, some with a domain. */
class DomainScaleTest {
  private static final DomainScale SCALE =
      DomainScale.of(new Domain[] {null, Domain.POSITIVE, null, Domain.UNIT});

  private static double[] scan(Random random) {
    return new double[] {
      99,
      -random.nextDouble(),
      Math.exp(20 * random.nextGaussian()),
      random.nextDouble(),
      random.nextDouble()
    };
  }

  @Test
  void whatIsNotChangedOnTheScaleComesBackToTheBit() {
    Random random = new Random(1);
    for (int n = 0; n < 10_000; n++) {
      double[] values = scan(random);
      double[] before = values.clone();
      double[] kept = new double[2 * SCALE.count()];
      SCALE.toScale(values, 1, kept);
      assertThat(values[2]).isEqualTo(Math.log(before[2]));
      SCALE.fromScale(values, 1, kept, n % 2 == 0);
      assertThat(values).isEqualTo(before);
    }
  }

  @Test
  void whatIsChangedMovesAndTheRestDoesNot() {
    double[] values = scan(new Random(2));
    double[] before = values.clone();
    double[] kept = new double[2 * SCALE.count()];
    SCALE.toScale(values, 1, kept);
    values[2] += Math.log(2);
    values[4] = Double.NaN;
    SCALE.fromScale(values, 1, kept, false);
    assertThat(values[2] / before[2]).isBetween(2 - 1e-13, 2 + 1e-13);
    assertThat(values[4]).isNaN();
    assertThat(values[1]).isEqualTo(before[1]);
    assertThat(values[3]).isEqualTo(before[3]);
  }

  @Test
  void missingValuesStayWhateverHappensOnTheScale() {
    double[] values = {0, 0, Double.NaN, 0, 0.5};
    double[] kept = new double[2 * SCALE.count()];
    assertThat(SCALE.firstOutside(values, 1)).isEqualTo(-1);
    SCALE.toScale(values, 1, kept);
    values[2] = 3;
    SCALE.fromScale(values, 1, kept, false);
    assertThat(values[2]).isNaN();
  }

  @Test
  void theFirstFeatureOutsideIsFound() {
    assertThat(SCALE.firstOutside(new double[] {-1, 1, -1, 1}, 0)).isEqualTo(1);
    assertThat(SCALE.firstOutside(new double[] {-1, 0, -1, 1}, 0)).isZero();
    assertThat(SCALE.feature(1)).isEqualTo(3);
    assertThat(SCALE.domain(1)).isEqualTo(Domain.UNIT);
  }
}
