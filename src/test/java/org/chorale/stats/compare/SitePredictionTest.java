package org.chorale.stats.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SitePredictionTest {
  @Test
  void everySiteCountsAlike() {
    long[] largeSiteKnown = {90, 0, 10, 0};
    assertThat(SitePrediction.balancedAccuracy(largeSiteKnown, 2)).isEqualTo(0.5);
    long[] threeQuarters = {90, 0, 5, 5};
    assertThat(SitePrediction.balancedAccuracy(threeQuarters, 2)).isEqualTo(0.75);
  }

  @Test
  void aSiteWithoutScansIsLeftOut() {
    assertThat(SitePrediction.balancedAccuracy(new long[] {3, 1, 0, 0}, 2)).isEqualTo(0.75);
    assertThat(SitePrediction.balancedAccuracy(new long[4], 2)).isNaN();
  }

  @Test
  void aTableOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> SitePrediction.balancedAccuracy(new long[5], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 counts for 2 sites");
  }

  @Test
  void thePValueCountsTheObservedAmongTheShufflings() {
    double[] permuted = {0.2, 0.5, 0.6, 0.3};
    assertThat(SitePrediction.permutationP(0.5, permuted)).isEqualTo(3.0 / 5);
    assertThat(SitePrediction.permutationP(0.9, permuted)).isEqualTo(1.0 / 5);
    assertThat(SitePrediction.permutationP(Double.NaN, permuted)).isNaN();
  }
}
