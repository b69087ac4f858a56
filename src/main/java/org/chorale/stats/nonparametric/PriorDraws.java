package org.chorale.stats.nonparametric;

import java.io.Serializable;
import java.util.Arrays;
import org.chorale.stats.regression.BlockFit;

/**
 * Estimates (γ̂_u, δ̂_u) of one site over features u: the draws that stand for its prior.
 *
 * <p>A bag: what is made of it doesn't depend on the order in which features came, so parts may be
 * cut and merged in any way. 16 bytes per feature. {@link #merge} changes the receiver and returns
 * it, never touches or keeps the argument, and has the empty one as neutral element. Not
 * thread-safe.
 *
 * <p>A feature without γ̂ is no draw. One whose δ̂ is NaN, 0 or infinite is a draw of location
 * only: as δ̂_u → 0 or ∞ its weight in the pair's posterior vanishes.
 */
public final class PriorDraws implements Serializable {
  private static final long serialVersionUID = 1L;

  private double[] gamma = new double[0];
  private double[] delta = new double[0];
  private int count;

  /** Adds the features of a block. Those without an estimate at the site are left out. */
  public PriorDraws add(BlockFit fit, int site) {
    int from = site * fit.featureCount();
    reserve(fit.featureCount());
    for (int v = from; v < from + fit.featureCount(); v++) {
      add(fit.gammaHat()[v], fit.deltaHat()[v]);
    }
    return this;
  }

  /**
   * Adds a feature.
   *
   * @param gammaHat γ̂, in σ; not finite: no draw
   * @param deltaHat δ̂, a variance in units of σ²; not finite or not positive: location only
   */
  public PriorDraws add(double gammaHat, double deltaHat) {
    if (Double.isFinite(gammaHat)) {
      boolean pair = deltaHat > 0 && Double.isFinite(1 / deltaHat) && Double.isFinite(deltaHat);
      reserve(1);
      gamma[count] = gammaHat;
      delta[count] = pair ? deltaHat : Double.NaN;
      count++;
    }
    return this;
  }

  /** Adds the features of another; {@code other} is left as it is. */
  public PriorDraws merge(PriorDraws other) {
    int more = other.count;
    reserve(more);
    System.arraycopy(other.gamma, 0, gamma, count, more);
    System.arraycopy(other.delta, 0, delta, count, more);
    count += more;
    return this;
  }

  private void reserve(int more) {
    int needed = Math.addExact(count, more);
    if (needed > gamma.length) {
      int capacity = Math.max(needed, gamma.length + (gamma.length >> 1));
      gamma = Arrays.copyOf(gamma, capacity);
      delta = Arrays.copyOf(delta, capacity);
    }
  }

  /** Draws of γ. */
  public int locations() {
    return count;
  }

  /** Draws of (γ, δ). */
  public int pairs() {
    int pairs = 0;
    for (int u = 0; u < count; u++) {
      pairs += Double.isNaN(delta[u]) ? 0 : 1;
    }
    return pairs;
  }

  /** The draws of (γ, δ) in an order of their own. */
  Points sortedPairs() {
    double[] ownGamma = new double[count];
    double[] ownDelta = new double[count];
    int pairs = 0;
    for (int u = 0; u < count; u++) {
      if (!Double.isNaN(delta[u])) {
        ownGamma[pairs] = gamma[u];
        ownDelta[pairs] = delta[u];
        pairs++;
      }
    }
    return PairSort.sorted(Arrays.copyOf(ownGamma, pairs), Arrays.copyOf(ownDelta, pairs));
  }

  /** The draws of γ with δ = 1. */
  Points sortedLocations() {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return PairSort.sorted(Arrays.copyOf(gamma, count), ones);
  }

  private Points sorted() {
    return PairSort.sorted(Arrays.copyOf(gamma, count), Arrays.copyOf(delta, count));
  }

  /** Whether the bags are equal: the same draws to the bit, in whatever order they came. */
  @Override
  public boolean equals(Object o) {
    if (!(o instanceof PriorDraws other) || other.count != count) {
      return false;
    }
    Points own = sorted();
    Points others = other.sorted();
    return Arrays.equals(own.gamma, others.gamma) && Arrays.equals(own.delta, others.delta);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted().gamma);
  }

  @Override
  public String toString() {
    return "%d draws of location, %d of both".formatted(locations(), pairs());
  }
}
