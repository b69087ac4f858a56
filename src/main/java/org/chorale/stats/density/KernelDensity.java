package org.chorale.stats.density;

import java.util.Arrays;
import org.chorale.stats.smooth.Quantiles;

/**
 * Gaussian kernel density on equally spaced points,
 *
 * <pre>
 *   f(g) = 1/(n h) Σ φ((g − x)/h)
 * </pre>
 *
 * Exact, not binned, but for values more than {@value #REACH} bandwidths away, where φ is below
 * 1e-19. Silverman 1986, Density Estimation for Statistics and Data Analysis.
 */
public final class KernelDensity {
  /** Bandwidths beyond which a value adds nothing. */
  static final double REACH = 9;

  private static final double SQRT_2PI = Math.sqrt(2 * Math.PI);

  /** Interquartile range of the normal distribution in standard deviations, as R has it. */
  private static final double NORMAL_RANGE = 1.34;

  private static final double SILVERMAN = 0.9;

  private KernelDensity() {}

  /**
   * Silverman's rule of thumb, equation 3.31, as R's {@code bw.nrd0}: 0.9 min(s, IQR/1.34)
   * n^(−1/5), s with divisor n−1 and quartiles of type 7; s alone where the quartiles are equal.
   *
   * @param values none NaN; not changed
   * @return 0 if all values are equal or there are fewer than two
   */
  public static double bandwidth(double[] values) {
    if (values.length < 2) {
      return 0;
    }
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    double degreesOfFreedom = values.length - 1;
    double[] quartiles = Quantiles.of(values).inner(3);
    double s = Math.sqrt(squares / degreesOfFreedom);
    double range = (quartiles[2] - quartiles[0]) / NORMAL_RANGE;
    boolean equal = Arrays.stream(values).allMatch(x -> x == values[0]);
    double width = range > 0 ? Math.min(s, range) : s;
    return equal ? 0 : SILVERMAN * width * Math.pow(values.length, -0.2);
  }

  /**
   * The density on a grid.
   *
   * @param values none NaN; not changed
   * @param bandwidth h, positive
   * @param first the grid's first point
   * @param step between its points, positive
   * @param count of its points
   * @return length {@code count}, per unit of the values; NaN of no value
   */
  public static double[] of(
      double[] values, double bandwidth, double first, double step, int count) {
    double[] density = new double[count];
    double d = step / bandwidth;
    double curvature = Math.exp(-d * d);
    int reach = (int) Math.min(count, Math.ceil(REACH / d));
    for (double value : values) {
      double place = (value - first) / step;
      int nearest = (int) Math.max(0, Math.min(count - 1.0, Math.rint(place)));
      double u = (nearest - place) * d;
      if (Math.abs(u) > REACH) {
        continue;
      }
      double peak = Math.exp(-u * u / 2);
      // exp(−(u+kd)²/2) from its predecessor: the factor itself falls by exp(−d²) each time.
      double factor = Math.exp(-u * d - d * d / 2);
      double kernel = peak;
      for (int k = nearest; k < Math.min(count, nearest + reach + 1); k++) {
        density[k] += kernel;
        kernel *= factor;
        factor *= curvature;
      }
      factor = Math.exp(u * d - d * d / 2);
      kernel = peak * factor;
      for (int k = nearest - 1; k >= Math.max(0, nearest - reach); k--) {
        factor *= curvature;
        density[k] += kernel;
        kernel *= factor;
      }
    }
    double scale = 1 / (values.length * bandwidth * SQRT_2PI);
    for (int k = 0; k < count; k++) {
      density[k] = values.length == 0 ? Double.NaN : density[k] * scale;
    }
    return density;
  }
}
