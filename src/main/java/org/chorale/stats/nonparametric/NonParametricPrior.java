package org.chorale.stats.nonparametric;

import java.io.Serializable;

/**
 * The prior of one site as its draws, ready to be summed over.
 *
 * <p>Exact up to {@link #MOST_EXACT} draws: 40 bytes each. Beyond, draws that lie within a
 * likelihood's width of each other are represented by nodes of interpolation, so that the size
 * depends on the number of scans rather than of features; see {@link
 * NonParametricPosterior#errorBound()}. A function of the bag of draws and, beyond, of the number
 * of scans. Immutable; shared between threads.
 */
public final class NonParametricPrior implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A feature needs another one. */
  public static final int FEWEST_FEATURES = 2;

  /** More draws are accelerated. */
  public static final int MOST_EXACT = 50_000;

  /** Of (γ, δ), or null where location only is wanted. */
  private final DrawTree pairs;

  /** Of γ, δ = 1; null where all features have both. */
  private final DrawTree locations;

  private NonParametricPrior(DrawTree pairs, DrawTree locations) {
    this.pairs = pairs;
    this.locations = locations;
  }

  /**
   * Exact, or accelerated if there are too many draws for that.
   *
   * @param draws of the site; not changed, not kept
   * @param withScale whether a posterior of scale is wanted
   * @param scans of the site: no feature has more
   * @return null if fewer than {@link #FEWEST_FEATURES} features inform a posterior that is wanted
   */
  public static NonParametricPrior of(PriorDraws draws, boolean withScale, long scans) {
    return draws.locations() > MOST_EXACT
        ? accelerated(draws, withScale, scans)
        : exact(draws, withScale);
  }

  /** As {@link #of}, exact to rounding whatever the number of draws. */
  public static NonParametricPrior exact(PriorDraws draws, boolean withScale) {
    return of(draws, withScale, TreeBuilder::exact);
  }

  /** As {@link #of}, accelerated whatever the number of draws. */
  public static NonParametricPrior accelerated(PriorDraws draws, boolean withScale, long scans) {
    return of(draws, withScale, points -> TreeBuilder.accelerated(points, (double) scans));
  }

  private interface Planting {
    DrawTree of(Points points);
  }

  private static NonParametricPrior of(PriorDraws draws, boolean withScale, Planting planting) {
    int informing = withScale ? draws.pairs() : draws.locations();
    if (informing < FEWEST_FEATURES) {
      return null;
    }
    boolean wantsLocations = informing < draws.locations() || !withScale;
    return new NonParametricPrior(
        withScale ? planting.of(draws.sortedPairs()) : null,
        wantsLocations ? planting.of(draws.sortedLocations()) : null);
  }

  /**
   * Whether some draws are represented by nodes, so that posteriors have an error to be bounded.
   */
  public boolean isAccelerated() {
    return isAccelerated(pairs) || isAccelerated(locations);
  }

  private static boolean isAccelerated(DrawTree tree) {
    return tree != null && tree.neglected < DrawTree.EXACT;
  }

  /** Draws and nodes held. */
  public int points() {
    return (pairs == null ? 0 : pairs.points.count())
        + (locations == null ? 0 : locations.points.count());
  }

  DrawTree pairs() {
    return pairs;
  }

  DrawTree locations() {
    return locations;
  }
}
