package org.chorale.stats.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** There, back, in order, and never outside. */
class DomainTest {
  /** Of the last place: log, log1p and exp are within one unit each, and their sum rounds. */
  private static final double UNITS = 4;

  /** A domain and a value in it, near its bounds as often as not. */
  record Inside(Domain domain, double y) {}

  @Provide
  Arbitrary<Inside> inside() {
    Arbitrary<Double> exponent = Arbitraries.doubles().between(-700, 700).ofScale(9);
    Arbitrary<Inside> positive =
        exponent.map(x -> new Inside(Domain.POSITIVE, Math.exp(x))).filter(v -> v.y() > 0);
    Arbitrary<Inside> fraction =
        Combinators.combine(
                Arbitraries.doubles().between(-700, -1e-3).ofScale(9), Arbitraries.of(true, false))
            .as((x, low) -> new Inside(Domain.UNIT, low ? Math.exp(x) : -Math.expm1(x)))
            .filter(v -> v.y() > 0 && v.y() < 1);
    return Arbitraries.oneOf(positive, fraction);
  }

  @Property(tries = 20_000, seed = "20261125")
  void theWayBackGivesTheValue(@ForAll("inside") Inside value) {
    Domain domain = value.domain();
    double y = value.y();
    double size =
        Math.abs(Math.log(y)) + (domain == Domain.UNIT ? Math.abs(Math.log1p(-y)) : 0) + 1;
    double slope = domain == Domain.UNIT ? y * (1 - y) : y;
    // What rounding on the scale does to the value, and rounding of the value itself.
    double rounding = UNITS * (Math.ulp(1.0) * size * slope + Math.ulp(y));
    assertThat(domain.fromScale(domain.toScale(y))).isCloseTo(y, within(rounding));
  }

  @Property(tries = 20_000, seed = "20261125")
  void orderIsKept(
      @ForAll Domain domain, @ForAll("scale") double first, @ForAll("scale") double second) {
    double least = Math.min(first, second);
    double most = Math.max(first, second);
    assertThat(domain.fromScale(least)).isLessThanOrEqualTo(domain.fromScale(most));
    assertThat(domain.fromScaleInSingle(least)).isLessThanOrEqualTo(domain.fromScaleInSingle(most));
  }

  @Property(tries = 20_000, seed = "20261125")
  void nothingLeavesTheDomainWhateverIsAddedOnTheScale(
      @ForAll Domain domain, @ForAll("scale") double x) {
    assertThat(domain.fromScale(x)).isFinite().matches(domain::holds);
    float single = (float) domain.fromScaleInSingle(x);
    assertThat(single).isFinite().matches(domain::holds);
  }

  @Provide
  Arbitrary<Double> scale() {
    return Arbitraries.oneOf(
        Arbitraries.doubles().between(-1000, 1000),
        Arbitraries.doubles().between(-40, 40).ofScale(12),
        Arbitraries.doubles());
  }

  @Property
  void whatIsMissingStaysMissing(@ForAll Domain domain) {
    assertThat(domain.holds(Double.NaN)).isTrue();
    assertThat(domain.toScale(Double.NaN)).isNaN();
    assertThat(domain.fromScale(Double.NaN)).isNaN();
    assertThat(domain.fromScaleInSingle(Double.NaN)).isNaN();
  }

  @Property
  void boundsAreOutside(@ForAll Domain domain) {
    assertThat(domain.holds(0)).isFalse();
    assertThat(domain.holds(-0.0)).isFalse();
    assertThat(domain.holds(-Double.MIN_VALUE)).isFalse();
    assertThat(domain.holds(Double.MIN_VALUE)).isTrue();
    assertThat(domain.holds(Math.nextDown(1.0))).isTrue();
    assertThat(domain.holds(1)).isEqualTo(domain == Domain.POSITIVE);
    assertThat(domain.holds(Double.NEGATIVE_INFINITY)).isFalse();
  }
}
