package org.chorale.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "NaN, –",
    "Infinity, ∞",
    "0, 0",
    "-0.0, 0",
    "0.5, 0.500",
    "2, 2.00",
    "0.123456, 0.123",
    "-14.25, −14.3",
    "999.96, 1000",
    "12345.6, 12\u202f346",
    "0.00001234, 1.23 × 10⁻⁵",
    "-2e9, −2 × 10⁹",
    "0.001, 0.00100"
  })
  void threeDigits(double value, String expected) {
    assertThat(Numbers.number(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, –",
    "0, 0",
    "1, 100",
    "0.0004, <0.1",
    "0.9999, >99",
    "0.016, 1.6",
    "0.05, 5",
    "0.8734, 87",
    "0.0996, 10"
  })
  void percents(double share, String expected) {
    assertThat(Numbers.percent(share))
        .isEqualTo(Double.isNaN(share) ? expected : expected + "\u00a0%");
  }

  @ParameterizedTest
  @CsvSource({"NaN, –", "0, <0.001", "0.0123, 0.012", "0.62, 0.62", "1, 1.0"})
  void pValues(double p, String expected) {
    assertThat(Numbers.p(p)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "999, 999", "1000, 1\u202f000", "26950000, 26\u202f950\u202f000"})
  void counts(long value, String expected) {
    assertThat(Numbers.count(value)).isEqualTo(expected);
  }
}
