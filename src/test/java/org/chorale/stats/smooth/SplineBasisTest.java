package org.chorale.stats.smooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scala.reflect.ClassTag;

class SplineBasisTest {
  private static final double ROUNDING = 1e-12;
  private static final double LOWER = 16;
  private static final double UPPER = 92;

  private final double[] values =
      new Random(20261124).doubles(80, 18, 83).map(x -> Math.rint(x * 8) / 8).toArray();

  private SplineBasis learn(SplineKind kind, Beyond beyond) {
    return SplineBasis.learn(kind, kind.usualK(), values, LOWER, UPPER, beyond).orElseThrow();
  }

  private static double[] at(SplineBasis basis, double x) {
    double[] out = new double[basis.columns()];
    assertThat(basis.evaluate(x, out, 0)).isTrue();
    return out;
  }

  /** Smallest squared distance of a function from the span of the basis and a constant. */
  private static double distance(SplineBasis basis, double[] points, double[] target) {
    int columns = basis.columns() + 1;
    double[][] rows = new double[points.length][columns];
    for (int s = 0; s < points.length; s++) {
      System.arraycopy(at(basis, points[s]), 0, rows[s], 1, columns - 1);
      rows[s][0] = 1;
    }
    var matrix = new org.apache.commons.math3.linear.Array2DRowRealMatrix(rows);
    var wanted = new org.apache.commons.math3.linear.ArrayRealVector(target);
    var solved =
        new org.apache.commons.math3.linear.QRDecomposition(matrix).getSolver().solve(wanted);
    return matrix.operate(solved).subtract(wanted).getNorm();
  }

  @ParameterizedTest
  @EnumSource(SplineKind.class)
  void columnsAreAsManyAsTheKindSays(SplineKind kind) {
    for (int k = kind.leastK(); k < 12; k++) {
      SplineBasis basis =
          SplineBasis.learn(kind, k, values, LOWER, UPPER, kind.beyond()).orElseThrow();
      assertThat(basis.columns()).isEqualTo(kind.columns(k));
    }
  }

  @ParameterizedTest
  @EnumSource(SplineKind.class)
  void constantAndLineAreInTheSpan(SplineKind kind) {
    SplineBasis basis = learn(kind, kind.beyond());
    double[] line = Arrays.stream(values).map(x -> 3 - 0.2 * x).toArray();
    assertThat(distance(basis, values, line)).isLessThan(1e-10);
  }

  @ParameterizedTest
  @EnumSource(SplineKind.class)
  void aNaturalSplineIsNoCubic(SplineKind kind) {
    double[] cubic = Arrays.stream(values).map(x -> Math.pow((x - 50) / 30, 3)).toArray();
    boolean natural = kind == SplineKind.NATURAL || kind == SplineKind.CUBIC_REGRESSION;
    double distance = distance(learn(kind, kind.beyond()), values, cubic);
    assertThat(distance < 1e-9).isEqualTo(!natural);
  }

  @Test
  void bSplinesSumToOne() {
    double[] knots = {0, 0, 0, 0, 1, 2.5, 4, 4, 4, 4};
    BSplineFunctions functions = new BSplineFunctions(knots);
    double[] out = new double[functions.count()];
    double[] slope = new double[functions.count()];
    for (double x = 0; x <= 4; x += 0.125) {
      functions.evaluate(x, 0, out);
      functions.evaluate(x, 1, slope);
      assertThat(Arrays.stream(out).sum()).isCloseTo(1, within(ROUNDING));
      assertThat(Arrays.stream(out).allMatch(b -> b >= 0)).isTrue();
      assertThat(Arrays.stream(slope).sum()).isCloseTo(0, within(ROUNDING));
    }
  }

  @ParameterizedTest
  @EnumSource(SplineKind.class)
  void slopesAreThoseOfTheValues(SplineKind kind) {
    SplineBasis basis = learn(kind, Beyond.LINEAR);
    double[] edge = at(basis, UPPER);
    double[] inside = at(basis, UPPER - 1e-5);
    double[] outside = at(basis, UPPER + 1);
    for (int k = 0; k < edge.length; k++) {
      assertThat(outside[k] - edge[k]).isCloseTo((edge[k] - inside[k]) / 1e-5, within(1e-5));
    }
  }

  @ParameterizedTest
  @EnumSource(SplineKind.class)
  void theRoughnessIsTheIntegralOfSquaredSecondDerivatives(SplineKind kind) {
    SplineBasis basis = learn(kind, kind.beyond());
    int columns = basis.columns();
    double[] theta = new Random(3).doubles(columns, -1, 1).toArray();
    // Second differences on a fine grid: a definition, not an algorithm.
    int steps = 40_000;
    double h = (UPPER - LOWER) / steps;
    double integral = 0;
    for (int s = 1; s < steps; s++) {
      double second = 0;
      double x = LOWER + s * h;
      double[] left = at(basis, x - h);
      double[] middle = at(basis, x);
      double[] right = at(basis, x + h);
      for (int k = 0; k < columns; k++) {
        second += theta[k] * (left[k] - 2 * middle[k] + right[k]) / (h * h);
      }
      integral += second * second * h;
    }
    double[] roughness = basis.roughness();
    double form = 0;
    for (int k = 0; k < columns; k++) {
      for (int l = 0; l < columns; l++) {
        form += theta[k] * roughness[k * columns + l] * theta[l];
      }
    }
    assertThat(form).isCloseTo(integral, within(1e-3 * integral));
  }

  @Test
  void aCubicRegressionSplineSumsToZeroOverTheValues() {
    SplineBasis basis = learn(SplineKind.CUBIC_REGRESSION, Beyond.LINEAR);
    double[] sum = new double[basis.columns()];
    for (double value : values) {
      double[] row = at(basis, value);
      Arrays.setAll(sum, k -> sum[k] + row[k]);
    }
    assertThat(sum).containsExactly(new double[sum.length], within(1e-11));
  }

  @Test
  void beyondItsBoundariesABasisDoesAsItIsTold() {
    double[] out = new double[9];
    SplineBasis refusing = learn(SplineKind.PENALISED_B_SPLINE, Beyond.REFUSE);
    assertThat(refusing.evaluate(15.9, out, 0)).isFalse();
    assertThat(out).containsOnly(Double.NaN);
    assertThat(refusing.evaluate(16, out, 0)).isTrue();
    assertThat(refusing.evaluate(92, out, 0)).isTrue();
    SplineBasis clamping = learn(SplineKind.PENALISED_B_SPLINE, Beyond.CLAMP);
    assertThat(at(clamping, 120)).isEqualTo(at(clamping, 92));
    assertThat(clamping.evaluate(Double.NaN, out, 0)).isFalse();
    SplineBasis bs = learn(SplineKind.B_SPLINE, Beyond.POLYNOMIAL);
    double[] points = {20, 92, 95, 100};
    double[] cubic = Arrays.stream(points).map(x -> Math.pow(x / 50, 3)).toArray();
    double[] inside = Arrays.stream(values).map(x -> Math.pow(x / 50, 3)).toArray();
    double[] all = new double[values.length + points.length];
    double[] wanted = new double[all.length];
    System.arraycopy(values, 0, all, 0, values.length);
    System.arraycopy(points, 0, all, values.length, points.length);
    System.arraycopy(inside, 0, wanted, 0, values.length);
    System.arraycopy(cubic, 0, wanted, values.length, points.length);
    assertThat(distance(bs, all, wanted)).isLessThan(1e-9);
  }

  @Test
  void coincidingQuantilesMakeNoBasis() {
    double[] tied = {1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    assertThat(SplineBasis.learn(SplineKind.NATURAL, 4, tied, 1, 9, Beyond.LINEAR)).isEmpty();
    assertThat(SplineBasis.learn(SplineKind.CUBIC_REGRESSION, 4, tied, 1, 9, Beyond.LINEAR))
        .isPresent();
  }

  @ParameterizedTest
  @EnumSource(SplineKind.class)
  void itsPlainFieldsAreAllOfIt(SplineKind kind) {
    SplineBasis basis = learn(kind, Beyond.CLAMP);
    SplineBasis stored =
        new SplineBasis(
            basis.kind(), basis.beyond(), basis.knots(), basis.transform(), basis.penaltyFactor());
    assertThat(stored).isEqualTo(basis).hasSameHashCodeAs(basis);
    assertThat(at(stored, 47.3)).isEqualTo(at(basis, 47.3));
    assertThat(stored.roughness()).isEqualTo(basis.roughness());
  }

  @Test
  void fieldsThatMakeNoBasisAreRefused() {
    double[] knots = {0, 0, 0, 0, 2, 1, 3, 3, 3, 3};
    assertThatThrownBy(
            () -> new SplineBasis(SplineKind.B_SPLINE, Beyond.CLAMP, knots, new double[30], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("knots");
    double[] good = {0, 0, 0, 0, 1, 2, 3, 3, 3, 3};
    assertThatThrownBy(
            () -> new SplineBasis(SplineKind.B_SPLINE, Beyond.CLAMP, good, new double[31], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31 numbers");
  }

  @Test
  void travelsByJavaAndByKryo() throws Exception {
    SplineBasis basis = learn(SplineKind.CUBIC_REGRESSION, Beyond.LINEAR);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(basis);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      SplineBasis back = (SplineBasis) in.readObject();
      assertThat(back).isEqualTo(basis);
      assertThat(at(back, 33)).isEqualTo(at(basis, 33));
    }
    SerializerInstance kryo = new KryoSerializer(new SparkConf(false)).newInstance();
    ClassTag<Object> any = ClassTag.apply(Object.class);
    Object back = kryo.deserialize(kryo.serialize(basis, any), any);
    assertThat(back).isEqualTo(basis);
    assertThat(at((SplineBasis) back, 33)).isEqualTo(at(basis, 33));
  }
}
