package org.chorale.stats.nonparametric;

import static org.assertj.core.api.Assertions.assertThat;

import org.chorale.stats.moments.MergeContractTest;
import org.junit.jupiter.api.Test;

class PriorDrawsTest extends MergeContractTest<PriorDraws> {
  @Override
  protected PriorDraws empty() {
    return new PriorDraws();
  }

  @Override
  protected PriorDraws of(int from, int to) {
    PriorDraws draws = new PriorDraws();
    for (int v = from; v < to; v++) {
      draws.add(Math.sin(v * v), v % 5 == 3 ? Double.NaN : 1.5 + Math.cos(v));
    }
    return draws;
  }

  @Override
  protected PriorDraws merge(PriorDraws into, PriorDraws other) {
    return into.merge(other);
  }

  /** A bag: to the bit, not only up to rounding. */
  @Override
  protected void assertSame(PriorDraws actual, PriorDraws expected) {
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void whatHasNoLocationIsNoDraw() {
    PriorDraws draws = new PriorDraws().add(Double.NaN, 1).add(Double.POSITIVE_INFINITY, 1);
    assertThat(draws.locations()).isZero();
    assertThat(draws).isEqualTo(empty());
  }

  @Test
  void whatHasNoUsableScaleIsADrawOfLocation() {
    PriorDraws draws = new PriorDraws().add(1, 2);
    for (double delta : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e-320}) {
      draws.add(1, delta);
    }
    assertThat(draws.locations()).isEqualTo(6);
    assertThat(draws.pairs()).isEqualTo(1);
  }

  @Test
  void equalBagsHaveEqualHashesAndOthersAreTold() {
    assertThat(of(4, 9).merge(of(0, 4))).hasSameHashCodeAs(of(0, 9));
    assertThat(of(0, 9)).isNotEqualTo(of(1, 10)).hasToString("9 draws of location, 7 of both");
  }
}
