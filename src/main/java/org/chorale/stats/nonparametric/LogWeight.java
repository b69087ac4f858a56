package org.chorale.stats.nonparametric;

/**
 * Logarithm of the weight that a feature v gives to a draw, as a function of the draw:
 *
 * <pre>
 *   f(γ, δ) = −(n/2) log δ − q/(2δ),   q = (n−1)δ̂_v + n(γ̂_v − γ)²
 * </pre>
 *
 * without the constant −(n/2) log 2π, which cancels. For a given q it rises in δ up to q/n and
 * falls beyond, so that its largest and smallest value over a box are known in closed form.
 * Immutable.
 */
final class LogWeight {
  final double n;
  final double gammaHat;

  /** (n−1)δ̂, the residual sum of squares in σ². */
  final double squares;

  LogWeight(double n, double gammaHat, double squares) {
    this.n = n;
    this.gammaHat = gammaHat;
    this.squares = squares;
  }

  /** At a draw. */
  double at(Points points, int k) {
    double off = gammaHat - points.gamma[k];
    return n * points.halfLogPrecision[k] - points.halfPrecision[k] * (squares + n * (off * off));
  }

  /** Largest value over a box. */
  double highest(Box box) {
    double off = box.nearest(gammaHat);
    return highest(squares + n * off * off, box.scales);
  }

  /** Smallest value over a box: at the far side, with one of the extreme scales. */
  double lowest(Box box) {
    double off = box.farthest(gammaHat);
    double q = squares + n * off * off;
    ScaleRange scales = box.scales;
    return Math.min(at(q, scales.low, scales.logLow), at(q, scales.high, scales.logHigh));
  }

  /** Largest value over a range of δ for a given q, which may be negative. */
  double highest(double q, ScaleRange scales) {
    if (!(q > n * scales.low)) {
      return at(q, scales.low, scales.logLow);
    }
    if (q >= n * scales.high) {
      return at(q, scales.high, scales.logHigh);
    }
    return -0.5 * n * (StrictMath.log(q / n) + 1);
  }

  private double at(double q, double delta, double logDelta) {
    return -0.5 * (n * logDelta + q / delta);
  }
}
