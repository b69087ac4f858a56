package org.chorale.stats.adjust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdjustmentTest {
  private final double[] alpha = {2, 3, Double.NaN};
  private final double[] beta = {0.5, -1, Double.NaN};
  private final double[] sigma2 = {4, 0.25, Double.NaN};
  private final Adjustment adjustment =
      new Adjustment(
          alpha,
          beta,
          sigma2,
          new double[] {0.3, -0.2, Double.NaN},
          new double[] {1.44, 0.81, Double.NaN});

  @Test
  void theFormulaHolds() {
    double[] y = {0, 5, 2.5, 0.1};
    double[] out = new double[4];
    adjustment.adjust(new double[] {9, 2}, 1, y, out, 1, new double[3]);
    double fixed = 2 + 2 * 0.5;
    double x = (5 - fixed) / 2;
    assertThat(out[1]).isCloseTo((x - 0.3) / 1.2 * 2 + fixed, within(1e-15));
  }

  @Test
  void aFeatureWithoutEstimatesKeepsItsBits() {
    double value = 0.1 + 0.2;
    double[] y = {5, 2.5, value};
    adjustment.adjust(new double[] {2}, 0, y, y, 0, new double[3]);
    assertThat(y[2]).isEqualTo(value);
  }

  @Test
  void aMissingValueStaysMissing() {
    double[] y = {Double.NaN, 2.5, Double.NaN};
    adjustment.adjust(new double[] {2}, 0, y, y, 0, new double[3]);
    assertThat(y[0]).isNaN();
    assertThat(y[1]).isFinite();
    assertThat(y[2]).isNaN();
  }
}
