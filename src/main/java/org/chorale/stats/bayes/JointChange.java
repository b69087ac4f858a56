package org.chorale.stats.bayes;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Largest change over features in each step of one site's iteration: what the references' joint
 * stop rule looks at.
 *
 * <p>Features don't interact inside the iteration, so the element-wise maximum over features, in
 * any partitioning and order, gives the references' number of steps exactly.
 */
public final class JointChange implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The references stop at this change. */
  public static final double TOLERANCE = 1e-4;

  /** Not found: no recorded step is small enough. */
  public static final int NONE = -1;

  /** ComBatFamily takes so many steps before it looks for growth. */
  private static final int STEPS_BEFORE_GROWTH = 31;

  private final double[] largest;

  /** No feature yet, for the first {@code steps} steps. */
  public JointChange(int steps) {
    largest = new double[steps];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
  }

  /** Steps recorded. */
  public int steps() {
    return largest.length;
  }

  /** Records a feature's change in a step, counted from 0; NaN is no change. */
  void record(int step, double change) {
    if (change > largest[step]) {
      largest[step] = change;
    }
  }

  /** Joins the features of another; {@code other} is left as it is. */
  public JointChange merge(JointChange other) {
    for (int k = 0; k < largest.length; k++) {
      largest[k] = Math.max(largest[k], other.largest[k]);
    }
    return this;
  }

  /** Largest change of the last recorded step. */
  public double last() {
    return largest[largest.length - 1];
  }

  /** How many steps the references take, or {@link #NONE} if more than were recorded. */
  public int stepsTaken() {
    return stepsTaken(StopRule.REFERENCE);
  }

  /** How many steps a joint rule takes, or {@link #NONE} if more than were recorded. */
  public int stepsTaken(StopRule rule) {
    for (int k = 0; k < largest.length; k++) {
      boolean grows =
          rule == StopRule.COMBATFAMILY && k >= STEPS_BEFORE_GROWTH && largest[k] > largest[k - 1];
      if (largest[k] <= TOLERANCE || grows) {
        return k + 1;
      }
    }
    return NONE;
  }
}
