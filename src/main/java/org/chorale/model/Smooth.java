package org.chorale.model;

import org.chorale.stats.smooth.Beyond;
import org.chorale.stats.smooth.SplineKind;

/**
 * How a covariate is smoothed, as the user declared it.
 *
 * @param kind of spline
 * @param k its size, counted as {@link SplineKind} says
 * @param lower boundary; NaN: the smallest value of the fit
 * @param upper boundary; NaN: the largest value of the fit
 * @param beyond what holds outside the boundaries
 * @param lambda where λ comes from; null if the kind isn't penalised
 */
public record Smooth(
    SplineKind kind, int k, double lower, double upper, Beyond beyond, Lambda lambda) {

  /** The usual spline of a kind: its usual k, bounded by the data, λ by REML. */
  public static Smooth of(SplineKind kind) {
    return new Smooth(
        kind,
        kind.usualK(),
        Double.NaN,
        Double.NaN,
        kind.beyond(),
        kind.penalised() ? Lambda.reml() : null);
  }

  /** Of another size. */
  public Smooth withK(int size) {
    return new Smooth(kind, size, lower, upper, beyond, lambda);
  }

  /** With boundaries for data to come, not only the data of the fit. */
  public Smooth withBounds(double from, double to) {
    return new Smooth(kind, k, from, to, beyond, lambda);
  }

  /** With another rule outside the boundaries. */
  public Smooth withBeyond(Beyond rule) {
    return new Smooth(kind, k, lower, upper, rule, lambda);
  }

  /** With λ from elsewhere. */
  public Smooth withLambda(Lambda source) {
    return new Smooth(kind, k, lower, upper, beyond, source);
  }

  /** Whether boundaries were given. */
  public boolean bounded() {
    return !Double.isNaN(lower);
  }

  /**
   * Refuses what no data could make right.
   *
   * @throws InvalidInputException naming the covariate
   */
  void check(String covariate) {
    String who = "smooth covariate '" + covariate + "': ";
    if (k < kind.leastK()) {
      throw new InvalidInputException(
          who + "k is %d; basis %s needs at least %d".formatted(k, Word.of(kind), kind.leastK()));
    }
    if (Double.isNaN(lower) != Double.isNaN(upper) || lower >= upper) {
      throw new InvalidInputException(
          who + "bounds are %s to %s; the first must be below the second".formatted(lower, upper));
    }
    if ((lambda != null) != kind.penalised()) {
      throw new InvalidInputException(
          who
              + "basis %s is %s"
                  .formatted(
                      Word.of(kind),
                      lambda == null
                          ? "penalised and needs a lambda: reml, gcv, a number or a file"
                          : "not penalised; leave lambda out, or choose penalised-b-spline or cubic-regression"));
    }
    if (lambda != null
        && lambda.choice() == Lambda.Choice.FIXED
        && !(lambda.value() >= 0 && Double.isFinite(lambda.value()))) {
      throw new InvalidInputException(
          who + "lambda is %s; it must be 0 or more".formatted(lambda.value()));
    }
  }
}
