package org.chorale.io.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Colours of values, and numbers beside them. */
class ColourScaleTest {
  /** Relative luminance, WCAG 2.1. */
  private static double luminance(int rgb) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int channel = 0; channel < weights.length; channel++) {
      double x = ((rgb >> (16 - 8 * channel)) & 0xff) / 255.0;
      sum += weights[channel] * (x <= 0.04045 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  @Test
  void largerIsBrighterEvenWithoutColours() {
    ColourScale scale = new ColourScale(ColourScale.LEVELS - 1);
    for (int level = 1; level < ColourScale.LEVELS; level++) {
      assertThat(luminance(scale.rgb(level))).isGreaterThan(luminance(scale.rgb(level - 1)));
    }
    assertThat(luminance(scale.rgb(0))).isLessThan(0.05);
    assertThat(luminance(scale.rgb(scale.top()))).isGreaterThan(0.6);
  }

  @Test
  void whatIsBeyondTheScaleHasTheColourOfItsEnd() {
    ColourScale scale = new ColourScale(2);
    assertThat(scale.rgb(3)).isEqualTo(scale.rgb(2)).isNotEqualTo(scale.rgb(1.9));
    assertThat(scale.rgb(Double.POSITIVE_INFINITY)).isEqualTo(scale.rgb(2));
    assertThat(scale.rgb(-1)).isEqualTo(scale.rgb(0));
  }

  @Test
  void whatIsMissingIsGreyAndNoValueIs() {
    ColourScale scale = new ColourScale(1);
    int grey = scale.rgb(Double.NaN);
    assertThat(grey & 0xff).isEqualTo((grey >> 8) & 0xff).isEqualTo(grey >> 16);
    for (double value = 0; value <= 1; value += 1 / 256.0) {
      assertThat(scale.rgb(value)).isNotEqualTo(grey);
    }
  }

  @Test
  void numbersHaveThreeDigitsAndCanBeDrawn() {
    assertThat(ColourScale.number(0)).isEqualTo("0");
    assertThat(ColourScale.number(12345.6)).isEqualTo("12300");
    assertThat(ColourScale.number(0.012345)).isEqualTo("0.0123");
    for (double value : new double[] {1.5e-300, 2.345e-7, 0.1, 678.9, 3e20, Double.MAX_VALUE}) {
      String number = ColourScale.number(value);
      assertThat(Double.parseDouble(number)).isBetween(value * 0.994, value * 1.006);
      new Sheet(200, 30).text(2, 2, number);
    }
  }

  @Test
  void aScaleWithoutLengthIsRefused() {
    for (double top : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new ColourScale(top)).hasMessageContaining("can't end at");
    }
  }
}
