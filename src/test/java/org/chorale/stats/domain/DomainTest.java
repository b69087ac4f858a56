package org.chorale.stats.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** There, back, and never outside. */
class DomainTest {
  /**
   * Of a value: log y rounds by half a unit of |log y| ≤ 700, of which the exponential makes a
   * relative error.
   */
  private static final double ROUNDING = 700 * Math.ulp(1.0);

  @ParameterizedTest
  @EnumSource
  void theWayBackGivesTheValue(Domain domain) {
    Random random = new Random(1);
    for (int k = 0; k < 100_000; k++) {
      double y =
          domain == Domain.UNIT ? random.nextDouble() : Math.exp(600 * (random.nextDouble() - 0.5));
      if (domain.holds(y)) {
        assertThat(domain.fromScale(domain.toScale(y))).isCloseTo(y, Offset.offset(ROUNDING * y));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingLeavesTheDomainWhateverIsAddedOnTheScale(Domain domain) {
    Random random = new Random(2);
    for (int k = 0; k < 100_000; k++) {
      double x = Math.pow(10, 8 * random.nextDouble() - 4) * (random.nextBoolean() ? 1 : -1);
      assertThat(domain.holds(domain.fromScale(x))).isTrue();
      assertThat(domain.fromScale(x)).isFinite();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsMissingStaysMissing(Domain domain) {
    assertThat(domain.holds(Double.NaN)).isTrue();
    assertThat(domain.toScale(Double.NaN)).isNaN();
    assertThat(domain.fromScale(Double.NaN)).isNaN();
  }

  @ParameterizedTest
  @EnumSource
  void boundsAreOutside(Domain domain) {
    assertThat(domain.holds(0)).isEqualTo(domain == Domain.REAL);
    assertThat(domain.holds(-1)).isEqualTo(domain == Domain.REAL);
    assertThat(domain.holds(1)).isEqualTo(domain != Domain.UNIT);
  }
}
