package org.chorale.stats.smooth;

import java.util.Arrays;

/** Places knots and finds the linear map of each kind of spline from the values of a fit. */
final class BasisLearning {
  /** neuroHarmonize minimises ‖y − f‖² + 2λ∫f″²: the 2 is statsmodels'. */
  private static final double STATSMODELS_FACTOR = 2;

  private final double[] values;
  private final double lower;
  private final double upper;
  private final Beyond beyond;

  BasisLearning(double[] values, double lower, double upper, Beyond beyond) {
    this.values = values;
    this.lower = lower;
    this.upper = upper;
    this.beyond = beyond;
  }

  /** The basis, or null if two of its knots would coincide. */
  SplineBasis learn(SplineKind kind, int k) {
    int inner =
        switch (kind) {
          case B_SPLINE -> k - BSplineFunctions.DEGREE;
          case NATURAL -> k - 1;
          case PENALISED_B_SPLINE -> k - BSplineFunctions.DEGREE - 1;
          case CUBIC_REGRESSION -> k - 2;
        };
    boolean distinct = kind == SplineKind.CUBIC_REGRESSION;
    Quantiles quantiles = distinct ? Quantiles.ofDistinct(values) : Quantiles.of(values);
    double[] placed = quantiles.inner(inner);
    if (!increasing(placed)) {
      return null;
    }
    return switch (kind) {
      case B_SPLINE -> bSpline(kind, placed, 0);
      case NATURAL -> natural(placed);
      case PENALISED_B_SPLINE -> bSpline(kind, placed, STATSMODELS_FACTOR);
      case CUBIC_REGRESSION -> cubicRegression(placed);
    };
  }

  private boolean increasing(double[] placed) {
    double last = lower;
    for (double knot : placed) {
      if (!(knot > last)) {
        return false;
      }
      last = knot;
    }
    return upper > last;
  }

  private double[] withEnds(double[] placed, int multiplicity) {
    double[] knots = new double[placed.length + 2 * multiplicity];
    Arrays.fill(knots, 0, multiplicity, lower);
    System.arraycopy(placed, 0, knots, multiplicity, placed.length);
    Arrays.fill(knots, knots.length - multiplicity, knots.length, upper);
    return knots;
  }

  /** All B-splines but the first: the sum of all is the constant, which the site columns hold. */
  private SplineBasis bSpline(SplineKind kind, double[] placed, double factor) {
    double[] knots = withEnds(placed, BSplineFunctions.DEGREE + 1);
    int count = new BSplineFunctions(knots).count();
    double[] transform = new double[count * (count - 1)];
    for (int p = 1; p < count; p++) {
      transform[p * (count - 1) + p - 1] = 1;
    }
    return new SplineBasis(kind, beyond, knots, transform, factor);
  }

  /** B-splines but the first whose second derivative vanishes at both boundaries. */
  private SplineBasis natural(double[] placed) {
    double[] knots = withEnds(placed, BSplineFunctions.DEGREE + 1);
    BSplineFunctions functions = new BSplineFunctions(knots);
    int count = functions.count();
    double[][] constraints = new double[2][];
    double[] second = new double[count];
    for (int end = 0; end < 2; end++) {
      functions.evaluate(end == 0 ? lower : upper, 2, second);
      constraints[end] = Arrays.copyOfRange(second, 1, count);
    }
    double[] space = Householder.nullSpace(constraints);
    int columns = count - 3;
    double[] transform = new double[count * columns];
    System.arraycopy(space, 0, transform, columns, space.length);
    return new SplineBasis(SplineKind.NATURAL, beyond, knots, transform, 0);
  }

  /** Sums to zero over the values; the penalty in mgcv's unit (its {@code scale.penalty}). */
  private SplineBasis cubicRegression(double[] placed) {
    double[] knots = withEnds(placed, 1);
    CubicRegressionFunctions functions = new CubicRegressionFunctions(knots);
    int count = functions.count();
    double[] sum = new double[count];
    double[] row = new double[count];
    double widest = 0;
    for (double value : values) {
      functions.evaluate(value, 0, row);
      double absolute = 0;
      for (int p = 0; p < count; p++) {
        sum[p] += row[p];
        absolute += Math.abs(row[p]);
      }
      widest = Math.max(widest, absolute);
    }
    double[] roughness = functions.roughness();
    double norm = 0;
    for (int q = 0; q < count; q++) {
      double column = 0;
      for (int p = 0; p < count; p++) {
        column += Math.abs(roughness[p * count + q]);
      }
      norm = Math.max(norm, column);
    }
    double[] transform = Householder.nullSpace(new double[][] {sum});
    double factor = widest * widest / norm;
    return new SplineBasis(SplineKind.CUBIC_REGRESSION, beyond, knots, transform, factor);
  }
}
