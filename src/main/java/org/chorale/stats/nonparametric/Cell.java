package org.chorale.stats.nonparametric;

import java.io.Serializable;

/**
 * What is known of the draws of a leaf that are represented by nodes of interpolation: some of
 * them, and how far a sum over the nodes can be from the sum over the draws.
 *
 * <p>Along γ, |exp f| on the ellipse is exp f with (γ̂_v − γ)² replaced by its real part; along λ =
 * log δ, with q replaced by q·cos(Im λ) and Re λ anywhere within the ellipse. Both maxima are those
 * of {@link LogWeight} in closed form. In two dimensions the error of the second interpolation is
 * multiplied by the Lebesgue constant of the first. Immutable.
 */
final class Cell implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Draws that are known: those that touch the sides of the box. */
  static final int KNOWN = 4;

  private static final double LOG_2 = StrictMath.log(2);

  private final double middle;

  /** Half axes of the ellipse along and across γ. */
  private final double along;

  private final double across;
  private final double logLocationFactor;
  private final double logScaleFactor;
  private final double cosine;
  private final ScaleRange extended;
  private final double[] someGamma;
  private final double[] someDelta;

  Cell(
      Box box,
      Interpolation byLocation,
      Interpolation byScale,
      double[] someGamma,
      double[] someDelta) {
    double halfLog = box.scales.halfLog();
    middle = box.middleGamma();
    along = byLocation.a() * box.halfGamma();
    across = byLocation.b() * box.halfGamma();
    logLocationFactor = byLocation.logFactor();
    logScaleFactor = byScale.logFactor() + byLocation.logLebesgue();
    cosine = StrictMath.cos(byScale.b() * halfLog);
    double reach = byScale.a() * halfLog;
    extended =
        byScale.isPoint()
            ? box.scales
            : ScaleRange.ofLogs(box.scales.middleLog() - reach, box.scales.middleLog() + reach);
    this.someGamma = someGamma;
    this.someDelta = someDelta;
  }

  /** Largest log weight of those draws that are known, but for one equal to the feature's own. */
  double highestKnown(LogWeight f, double ownGamma, double ownDelta) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < someGamma.length; k++) {
      if (someGamma[k] != ownGamma || someDelta[k] != ownDelta) {
        double off = f.gammaHat - someGamma[k];
        ScaleRange point = ScaleRange.of(someDelta[k], someDelta[k]);
        highest = Math.max(highest, f.highest(f.squares + f.n * off * off, point));
      }
    }
    return highest;
  }

  double knownGamma(int k) {
    return someGamma[k];
  }

  double knownDelta(int k) {
    return someDelta[k];
  }

  /** Log of a bound of the error of one draw's weight. */
  double logError(LogWeight f, Box box) {
    double byLocation = logLocationFactor + f.highest(f.squares + f.n * realPart(f), box.scales);
    double off = box.nearest(f.gammaHat);
    double q = f.squares + f.n * off * off;
    double byScale = logScaleFactor + f.highest(q * cosine, extended);
    // The sum of the two is at most twice the larger.
    return LOG_2 + Math.max(byLocation, byScale);
  }

  /** Smallest real part of (γ − γ̂_v)² on the ellipse: at a cosine of its angle, c. */
  private double realPart(LogWeight f) {
    double off = middle - f.gammaHat;
    double axes = along * along + across * across;
    double c = axes > 0 ? Math.max(-1, Math.min(1, -off * along / axes)) : 0;
    double real = off + along * c;
    return real * real - across * across * (1 - c * c);
  }

  /** Largest |γ − γ̂_v| on the ellipse. */
  double reach(LogWeight f) {
    return Math.abs(middle - f.gammaHat) + along;
  }

  /** Largest δ on the ellipse. */
  double largestScale() {
    return extended.high;
  }
}
