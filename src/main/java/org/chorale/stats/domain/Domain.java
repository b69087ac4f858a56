package org.chorale.stats.domain;

/**
 * What values a feature can have, and the scale without bounds on which it is harmonised.
 *
 * <pre>
 *   POSITIVE   y &gt; 0           x = log y                 y = exp x
 *   UNIT       0 &lt; y &lt; 1       x = log y − log(1−y)      y = 1/(1 + exp(−x))
 * </pre>
 *
 * A value from the scale lies in the domain always: where rounding would put it on a bound it is
 * the nearest number inside. NaN is a missing value and stays one.
 */
public enum Domain {
  /** Volumes, thicknesses. */
  POSITIVE("above 0", Double.MAX_VALUE, Float.MAX_VALUE) {
    @Override
    public double beyond(double y) {
      return -y;
    }

    @Override
    public double toScale(double y) {
      return Math.log(y);
    }

    @Override
    double inverse(double x) {
      return Math.exp(x);
    }
  },
  /** Fractions: fractional anisotropy. */
  UNIT("above 0 and below 1", Math.nextDown(1.0), Math.nextDown(1f)) {
    @Override
    public double beyond(double y) {
      return Math.max(-y, y - 1);
    }

    @Override
    public double toScale(double y) {
      return Math.log(y) - Math.log1p(-y);
    }

    @Override
    double inverse(double x) {
      double odds = Math.exp(-Math.abs(x));
      return x < 0 ? odds / (1 + odds) : 1 / (1 + odds);
    }
  };

  private final String words;
  private final double largest;
  private final float largestSingle;

  Domain(String words, double largest, float largestSingle) {
    this.words = words;
    this.largest = largest;
    this.largestSingle = largestSingle;
  }

  /** As in {@code above 0}. */
  public String words() {
    return words;
  }

  /** Whether it holds a value; a missing one it does. */
  public boolean holds(double y) {
    return !(beyond(y) >= 0);
  }

  /** How far a value lies beyond the nearest bound: 0 on it, negative inside; NaN if missing. */
  public abstract double beyond(double y);

  /** The value on the scale without bounds; y is in the domain. */
  public abstract double toScale(double y);

  /** The value that is x on the scale without bounds. */
  public double fromScale(double x) {
    return within(Double.MIN_VALUE, inverse(x), largest);
  }

  /** The same, so that it is inside in single precision too. */
  public double fromScaleInSingle(double x) {
    return within(Float.MIN_VALUE, inverse(x), largestSingle);
  }

  abstract double inverse(double x);

  private static double within(double least, double y, double most) {
    return Double.isNaN(y) ? y : Math.min(most, Math.max(least, y));
  }
}
