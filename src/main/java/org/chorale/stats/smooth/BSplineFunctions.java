package org.chorale.stats.smooth;

/**
 * Cubic B-splines on knots whose ends are fourfold; they sum to one between the ends.
 *
 * <pre>
 *   B_i,0 = 1 on [t_i, t_i+1)
 *   B_i,d = (x−t_i)/(t_i+d − t_i) B_i,d−1 + (t_i+d+1 − x)/(t_i+d+1 − t_i+1) B_i+1,d−1
 *   B′_i,d = d [B_i,d−1/(t_i+d − t_i) − B_i+1,d−1/(t_i+d+1 − t_i+1)]
 * </pre>
 *
 * with 0/0 = 0 (de Boor 1978, chapters IX and X).
 */
final class BSplineFunctions implements SplineFunctions {
  static final int DEGREE = 3;

  private final double[] knots;

  BSplineFunctions(double[] knots) {
    this.knots = knots;
  }

  @Override
  public int count() {
    return knots.length - DEGREE - 1;
  }

  @Override
  public void evaluate(double x, int derivative, double[] out) {
    double[] b = new double[knots.length];
    int span = span(x);
    b[span] = 1;
    for (int d = 1; d <= DEGREE - derivative; d++) {
      raise(b, d, x);
    }
    for (int d = DEGREE - derivative + 1; d <= DEGREE; d++) {
      differentiate(b, d);
    }
    System.arraycopy(b, 0, out, 0, count());
  }

  /** The interval a point is in; points outside belong to the first or the last one. */
  private int span(double x) {
    int span = DEGREE;
    for (int i = DEGREE + 1; i < count(); i++) {
      if (knots[i] <= x) {
        span = i;
      }
    }
    return span;
  }

  private void raise(double[] b, int d, double x) {
    for (int i = 0; i + d + 1 < knots.length; i++) {
      b[i] =
          share(b[i] * (x - knots[i]), knots[i + d] - knots[i])
              + share(b[i + 1] * (knots[i + d + 1] - x), knots[i + d + 1] - knots[i + 1]);
    }
  }

  private void differentiate(double[] b, int d) {
    for (int i = 0; i + d + 1 < knots.length; i++) {
      b[i] =
          d
              * (share(b[i], knots[i + d] - knots[i])
                  - share(b[i + 1], knots[i + d + 1] - knots[i + 1]));
    }
  }

  private static double share(double part, double width) {
    return width > 0 ? part / width : 0;
  }

  @Override
  public double[] roughness() {
    int count = count();
    double[] sum = new double[count * count];
    double[] second = new double[count];
    // Second derivatives are linear in an interval, their products quadratic: two Gauss points.
    double gauss = 1 / Math.sqrt(3);
    for (int i = DEGREE; i < count; i++) {
      double half = (knots[i + 1] - knots[i]) / 2;
      for (int side = -1; side <= 1 && half > 0; side += 2) {
        evaluate(knots[i] + half + side * gauss * half, 2, second);
        for (int p = 0; p < count; p++) {
          for (int q = 0; q < count; q++) {
            sum[p * count + q] += half * second[p] * second[q];
          }
        }
      }
    }
    return sum;
  }
}
