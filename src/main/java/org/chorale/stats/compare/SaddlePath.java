package org.chorale.stats.compare;

import java.util.Arrays;

/**
 * The integral of {@link QuadraticForm} for c not below the mean of Q, along
 *
 * <pre>
 *   s(x) = a + w(ix + κx²)    x = sinh t
 * </pre>
 *
 * a is the saddle point of Φ(s) = K(s) − sc − log s on the real axis, K(s) = −Σ ½n_j log(1−2λ_j s),
 * and w = 1/√Φ″(a) its width. The parabola follows the steepest descent of K, κ = wK‴(a)/(6K″(a)),
 * if that bends to the side on which e^{−sc} falls, and is straight, κ = 0, if not: then only
 * powers of s fall, which sinh makes exponentials of t. The trapezoidal rule in t converges
 * exponentially.
 */
final class SaddlePath {
  private static final double FIRST_STEP = 0.25;
  private static final int MOST_HALVINGS = 10;

  /** Relative change of the integral with half the step at which it is done. */
  private static final double CONVERGED = 1e-12;

  /** e to the power of it is nothing beside the value at the saddle. */
  private static final double VANISHED = -46;

  /** sinh of it is beyond any path that matters. */
  private static final double FARTHEST = 200;

  /** Anywhere near the saddle will do. */
  private static final double SADDLE_WIDTH = 1e-9;

  private final double[] lambda;
  private final double[] half;
  private final double c;
  private final double saddle;
  private final double width;
  private final double bend;
  private final double height;

  SaddlePath(double[] lambda, double[] half, double c) {
    this.lambda = lambda;
    this.half = half;
    this.c = c;
    saddle = findSaddle();
    double second = 0;
    double third = 0;
    double atSaddle = -saddle * c - Math.log(saddle);
    for (int j = 0; j < lambda.length; j++) {
      double base = 1 - 2 * lambda[j] * saddle;
      double slope = 2 * lambda[j] / base;
      second += half[j] * slope * slope;
      third += 2 * half[j] * slope * slope * slope;
      atSaddle -= half[j] * Math.log(base);
    }
    width = 1 / Math.sqrt(second + 1 / (saddle * saddle));
    bend = third * c > 0 ? width * third / (6 * second) : 0;
    height = atSaddle;
  }

  /** Φ′ rises from −∞ at 0, so it has one root below 1/(2 max λ). */
  private double findSaddle() {
    double largest = Arrays.stream(lambda).max().orElse(0);
    double low = 0;
    double high = largest > 0 ? 1 / (2 * largest) : 1;
    while (!(largest > 0) && slope(high) < 0) {
      low = high;
      high *= 2;
    }
    while (high - low > SADDLE_WIDTH * high) {
      double middle = low + (high - low) / 2;
      if (slope(middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low + (high - low) / 2;
  }

  private double slope(double s) {
    double slope = -c - 1 / s;
    for (int j = 0; j < lambda.length; j++) {
      slope += 2 * half[j] * lambda[j] / (1 - 2 * lambda[j] * s);
    }
    return slope;
  }

  /** P(Q ≥ c). */
  double integral() {
    double step = FIRST_STEP;
    double integral = step * (width / 2 + sum(step, step));
    for (int k = 0; k < MOST_HALVINGS; k++) {
      double finer = integral / 2 + step / 2 * sum(step / 2, step);
      boolean done = Math.abs(finer - integral) <= CONVERGED * Math.abs(finer);
      integral = finer;
      step /= 2;
      if (done) {
        break;
      }
    }
    return Math.exp(height) * integral / Math.PI;
  }

  /** Σ Im(F(s) ds/dt)/F(a) over t = first, first + step, … until it has vanished. */
  private double sum(double first, double step) {
    double sum = 0;
    for (int k = 0; ; k++) {
      double t = first + k * step;
      double x = Math.sinh(t);
      double dx = Math.cosh(t);
      double real = saddle + width * bend * x * x;
      double imaginary = width * x;
      double log = -real * c - height - logOfSize(real, imaginary);
      double angle = -imaginary * c - Math.atan2(imaginary, real);
      for (int j = 0; j < lambda.length; j++) {
        double re = 1 - 2 * lambda[j] * real;
        double im = -2 * lambda[j] * imaginary;
        log -= half[j] * logOfSize(re, im);
        angle -= half[j] * Math.atan2(im, re);
      }
      double size = Math.exp(log) * width * dx;
      // ds/dt = w(i + 2κx) dx/dt
      sum += size * (Math.cos(angle) + 2 * bend * x * Math.sin(angle));
      boolean vanished = log + 2 * Math.log(dx) < VANISHED;
      if (vanished || t > FARTHEST) {
        return sum;
      }
    }
  }

  private static double logOfSize(double re, double im) {
    return Math.log(re * re + im * im) / 2;
  }
}
