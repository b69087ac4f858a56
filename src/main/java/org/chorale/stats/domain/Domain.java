package org.chorale.stats.domain;

/**
 * What values a feature can have, and the scale without bounds on which it is harmonised.
 *
 * <pre>
 *   REAL       all numbers     x = y
 *   POSITIVE   y &gt; 0           x = log y                 y = exp x
 *   UNIT       0 &lt; y &lt; 1       x = log y − log(1−y)      y = 1/(1 + exp(−x))
 * </pre>
 *
 * A value from the scale lies in the domain always: where rounding would put it on a bound it is
 * the nearest double inside. NaN stays NaN.
 */
public enum Domain {
  /** No bounds. */
  REAL {
    @Override
    public boolean holds(double y) {
      return true;
    }

    @Override
    public double toScale(double y) {
      return y;
    }

    @Override
    public double fromScale(double x) {
      return x;
    }
  },
  /** Volumes, thicknesses. */
  POSITIVE {
    @Override
    public boolean holds(double y) {
      return y > 0 || Double.isNaN(y);
    }

    @Override
    public double toScale(double y) {
      return Math.log(y);
    }

    @Override
    public double fromScale(double x) {
      return within(Double.MIN_VALUE, Math.exp(x), Double.MAX_VALUE);
    }
  },
  /** Fractions: fractional anisotropy. */
  UNIT {
    @Override
    public boolean holds(double y) {
      return (y > 0 && y < 1) || Double.isNaN(y);
    }

    @Override
    public double toScale(double y) {
      return Math.log(y) - Math.log1p(-y);
    }

    @Override
    public double fromScale(double x) {
      double odds = Math.exp(-Math.abs(x));
      double y = x < 0 ? odds / (1 + odds) : 1 / (1 + odds);
      return within(Double.MIN_VALUE, y, Math.nextDown(1.0));
    }
  };

  /** Whether it holds a value; a missing one it does. */
  public abstract boolean holds(double y);

  /** The value on the scale without bounds; y is in the domain. */
  public abstract double toScale(double y);

  /** The value that is x on the scale without bounds. */
  public abstract double fromScale(double x);

  private static double within(double least, double y, double most) {
    return Double.isNaN(y) ? y : Math.min(most, Math.max(least, y));
  }
}
