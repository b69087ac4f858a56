package org.chorale.job.fit;

import java.io.Serializable;
import java.util.List;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.regression.BlockFit;

/** Merged moments of all sites for one block, and the regression on them. */
final class SolvedBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final BlockMoments[] moments;
  private final BlockFit fit;

  SolvedBlock(List<BlockMoments> moments, BlockFit fit) {
    this.moments = moments.toArray(new BlockMoments[0]);
    this.fit = fit;
  }

  BlockMoments moments(int site) {
    return moments[site];
  }

  BlockFit fit() {
    return fit;
  }
}
