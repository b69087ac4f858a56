package org.chorale.stats.smooth;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * A spline basis: one value x of a covariate to K columns b(x), learnt from the values of a fit.
 *
 * <p>b(x) = Tᵀr(x): R functions r given by the knots, and a linear map T that takes the constant
 * out (and, for a natural spline, curvature at the boundaries). The penalty of coefficients θ is
 * θᵀPθ = factor · ∫ (θᵀb″)² between the boundaries. Five plain fields say it all: kind, beyond,
 * knots, transform, factor; a basis made anew from them gives the same bits. Immutable.
 */
public final class SplineBasis implements Serializable {
  private static final long serialVersionUID = 1L;

  private final SplineKind kind;
  private final Beyond beyond;
  private final double[] knots;
  private final double[] transform;
  private final double penaltyFactor;
  private transient SplineFunctions functions;

  /**
   * A basis that was stored.
   *
   * @param kind of the spline
   * @param beyond what it says outside the boundary knots
   * @param knots not decreasing; the boundaries are the first and the last, fourfold for B-splines
   * @param transform T, row-major R·K; R is the number of knots for a cubic regression spline, four
   *     fewer for the others
   * @param penaltyFactor what ∫f″² is multiplied with; 0 if it isn't penalised
   * @throws IllegalArgumentException if knots decrease or aren't finite, or lengths disagree
   */
  public SplineBasis(
      SplineKind kind, Beyond beyond, double[] knots, double[] transform, double penaltyFactor) {
    this.kind = kind;
    this.beyond = beyond;
    this.knots = knots.clone();
    this.transform = transform.clone();
    this.penaltyFactor = penaltyFactor;
    int fewest = kind == SplineKind.CUBIC_REGRESSION ? 3 : 2 * (BSplineFunctions.DEGREE + 1);
    boolean valid = knots.length >= fewest && knots[0] < knots[knots.length - 1];
    for (int i = 1; i < knots.length; i++) {
      valid &= knots[i] >= knots[i - 1] && Double.isFinite(knots[i] - knots[i - 1]);
    }
    if (!valid || transform.length == 0 || transform.length % functions().count() != 0) {
      throw new IllegalArgumentException(
          "no %s basis: knots %s, transform of %d numbers"
              .formatted(kind, Arrays.toString(knots), transform.length));
    }
  }

  /**
   * Learns a basis: B-spline and natural knots at quantiles of the values (R's type 7), cubic
   * regression knots at quantiles of the values that differ; boundaries as given.
   *
   * @param k at least {@link SplineKind#leastK}
   * @param values of the covariate over the scans of the fit, at least two of them different
   * @param lower boundary, not above the smallest value
   * @param upper boundary, not below the largest value
   * @param beyond what it says outside
   * @return empty if quantiles coincide, so that some column would be lost
   */
  public static Optional<SplineBasis> learn(
      SplineKind kind, int k, double[] values, double lower, double upper, Beyond beyond) {
    return Optional.ofNullable(new BasisLearning(values, lower, upper, beyond).learn(kind, k));
  }

  /** K. */
  public int columns() {
    return transform.length / functions().count();
  }

  /** Of the spline. */
  public SplineKind kind() {
    return kind;
  }

  /** What it says outside the boundaries. */
  public Beyond beyond() {
    return beyond;
  }

  /** All knots; a copy. */
  public double[] knots() {
    return knots.clone();
  }

  /** T, row-major R·K; a copy. */
  public double[] transform() {
    return transform.clone();
  }

  /** What ∫f″² is multiplied with to be the penalty; 0 if it isn't penalised. */
  public double penaltyFactor() {
    return penaltyFactor;
  }

  /** Lower boundary. */
  public double lower() {
    return knots[0];
  }

  /** Upper boundary. */
  public double upper() {
    return knots[knots.length - 1];
  }

  /**
   * The columns at a value.
   *
   * @param out receives K numbers from {@code offset}; NaN where there is no answer
   * @return whether there is an answer: not for NaN or infinity, nor outside the boundaries if
   *     {@link Beyond#REFUSE} is meant
   */
  public boolean evaluate(double x, double[] out, int offset) {
    int columns = columns();
    boolean outside = x < lower() || x > upper();
    if (!Double.isFinite(x) || (outside && beyond == Beyond.REFUSE)) {
      Arrays.fill(out, offset, offset + columns, Double.NaN);
      return false;
    }
    double nearest = Math.min(Math.max(x, lower()), upper());
    double[] raw = new double[functions().count()];
    functions().evaluate(beyond == Beyond.POLYNOMIAL ? x : nearest, 0, raw);
    if (outside && beyond == Beyond.LINEAR) {
      double[] slope = new double[raw.length];
      functions().evaluate(nearest, 1, slope);
      for (int r = 0; r < raw.length; r++) {
        raw[r] += slope[r] * (x - nearest);
      }
    }
    for (int k = 0; k < columns; k++) {
      double sum = 0;
      for (int r = 0; r < raw.length; r++) {
        sum += raw[r] * transform[r * columns + k];
      }
      out[offset + k] = sum;
    }
    return true;
  }

  /** ∫ b″b″ᵀ between the boundaries, row-major K·K. */
  public double[] roughness() {
    int columns = columns();
    int count = functions().count();
    double[] raw = functions().roughness();
    double[] half = new double[count * columns];
    for (int r = 0; r < count; r++) {
      for (int s = 0; s < count; s++) {
        for (int k = 0; k < columns; k++) {
          half[r * columns + k] += raw[r * count + s] * transform[s * columns + k];
        }
      }
    }
    double[] whole = new double[columns * columns];
    for (int k = 0; k < columns; k++) {
      for (int l = 0; l <= k; l++) {
        double sum = 0;
        for (int r = 0; r < count; r++) {
          sum += transform[r * columns + k] * half[r * columns + l];
        }
        whole[k * columns + l] = sum;
        whole[l * columns + k] = sum;
      }
    }
    return whole;
  }

  private SplineFunctions functions() {
    if (functions == null) {
      functions =
          kind == SplineKind.CUBIC_REGRESSION
              ? new CubicRegressionFunctions(knots)
              : new BSplineFunctions(knots);
    }
    return functions;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof SplineBasis other
        && kind == other.kind
        && beyond == other.beyond
        && penaltyFactor == other.penaltyFactor
        && Arrays.equals(knots, other.knots)
        && Arrays.equals(transform, other.transform);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(knots) * 31 + kind.name().hashCode();
  }

  @Override
  public String toString() {
    return "%s of %d columns on %s".formatted(kind, columns(), Arrays.toString(knots));
  }
}
