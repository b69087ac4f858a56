package org.chorale.stats.smooth;

/**
 * The coefficients that satisfy linear constraints, by Householder reflections: with QR = Cᵀ, C of
 * m rows, all β with Cβ = 0 are the last n − m columns of Q times anything (Wood 2017, section
 * 1.8.1).
 */
final class Householder {
  private Householder() {}

  /**
   * @param constraints m rows of n, linearly independent; not changed
   * @return row-major n·(n−m)
   */
  static double[] nullSpace(double[][] constraints) {
    int n = constraints[0].length;
    int m = constraints.length;
    double[][] reflections = new double[m][];
    double[][] rest = new double[m][];
    for (int j = 0; j < m; j++) {
      rest[j] = constraints[j].clone();
      for (int k = 0; k < j; k++) {
        reflect(reflections[k], rest[j]);
      }
      reflections[j] = reflection(rest[j], j);
    }
    double[] space = new double[n * (n - m)];
    for (int c = 0; c < n - m; c++) {
      double[] column = new double[n];
      column[m + c] = 1;
      for (int k = m - 1; k >= 0; k--) {
        reflect(reflections[k], column);
      }
      for (int r = 0; r < n; r++) {
        space[r * (n - m) + c] = column[r];
      }
    }
    return space;
  }

  /** The vector v whose I − 2vvᵀ/vᵀv makes all below place j zero. */
  private static double[] reflection(double[] x, int j) {
    double[] v = new double[x.length];
    double squares = 0;
    for (int i = j; i < x.length; i++) {
      v[i] = x[i];
      squares += x[i] * x[i];
    }
    v[j] += Math.copySign(Math.sqrt(squares), x[j]);
    return v;
  }

  private static void reflect(double[] v, double[] x) {
    double along = 0;
    double squares = 0;
    for (int i = 0; i < v.length; i++) {
      along += v[i] * x[i];
      squares += v[i] * v[i];
    }
    for (int i = 0; i < v.length; i++) {
      x[i] -= 2 * along / squares * v[i];
    }
  }
}
