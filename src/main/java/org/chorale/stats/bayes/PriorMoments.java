package org.chorale.stats.bayes;

import java.io.Serializable;
import org.chorale.stats.regression.BlockFit;

/**
 * Spread of γ̂ and δ̂ of one site over features: what its priors are made from.
 *
 * <p>{@link #merge} follows the contract of site moments.
 */
public final class PriorMoments implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Spread location = new Spread();
  private final Spread scale = new Spread();

  /** Adds the features of a block. Those without an estimate at the site are left out. */
  public PriorMoments add(BlockFit fit, int site) {
    int from = site * fit.featureCount();
    for (int v = from; v < from + fit.featureCount(); v++) {
      double gammaHat = fit.gammaHat()[v];
      if (!Double.isNaN(gammaHat)) {
        location.add(gammaHat);
      }
      double deltaHat = fit.deltaHat()[v];
      if (!Double.isNaN(deltaHat)) {
        scale.add(deltaHat);
      }
    }
    return this;
  }

  /** Adds the features of another; {@code other} is left as it is. */
  public PriorMoments merge(PriorMoments other) {
    location.merge(other.location);
    scale.merge(other.scale);
    return this;
  }

  /** γ̂ over the features. */
  public Spread location() {
    return location;
  }

  /** δ̂ over the features. */
  public Spread scale() {
    return scale;
  }
}
