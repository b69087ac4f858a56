package org.chorale.stats.penalty;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The penalties of a design: one for each of its smooths that has one. Shared by all features;
 * travels to tasks. Immutable.
 */
public final class Penalty implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No column is penalised. */
  public static final Penalty NONE = new Penalty(List.of());

  private final ArrayList<PenalisedSpan> spans;

  /**
   * @param spans disjoint; what is chosen among them is chosen by one criterion
   * @throws IllegalArgumentException if two spans are chosen by different criteria
   */
  public Penalty(List<PenalisedSpan> spans) {
    this.spans = new ArrayList<>(spans);
    long criteria =
        spans.stream()
            .map(span -> span.smoothing().criterion())
            .filter(criterion -> criterion != Smoothing.Criterion.GIVEN)
            .distinct()
            .count();
    if (criteria > 1) {
      throw new IllegalArgumentException("smooths are chosen by different criteria");
    }
  }

  /** Penalised smooths, in the order of their columns. */
  public int count() {
    return spans.size();
  }

  PenalisedSpan span(int smooth) {
    return spans.get(smooth);
  }

  /**
   * The slopes of features whose covariates scatter like this.
   *
   * @param czz Σᵢ Czz, row-major P·P; not changed
   * @param count P
   * @return null if effects can't be told apart even with the penalty
   */
  public PenalisedSlopes slopes(double[] czz, int count) {
    return PenalisedSlopes.of(this, czz, count);
  }

  /** Σᵢ Czz with each penalty added at equal weight: what must be positive definite. */
  public double[] added(double[] czz, int count) {
    double[] sum = czz.clone();
    for (PenalisedSpan span : spans) {
      span.addTo(sum, count, span.unit(czz, count));
    }
    return sum;
  }
}
