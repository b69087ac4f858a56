package org.chorale.stats.regression;

import java.io.Serializable;
import java.util.List;
import org.chorale.stats.moments.BlockMoments;

/**
 * What a method makes of site moments: for each feature α, β and σ², for each site γ̂ and δ̂, so
 * that y' = (y − α − zᵀβ − σγ̂)/√δ̂ + α + zᵀβ is the method's value before anything is shrunk.
 * Travels to tasks. Immutable.
 */
public interface BlockSolver extends Serializable {
  /**
   * Solves one block.
   *
   * @param sites moments of every site by index; not changed
   * @throws IllegalArgumentException if none is given
   */
  BlockFit solve(List<BlockMoments> sites);

  /** Whether σ² comes from these moments, not from elsewhere. */
  default boolean estimatesVariance() {
    return true;
  }
}
