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

  /** Whether a value of a feature that was fitted is missing. */
  boolean hasGaps() {
    for (int v = 0; v < fit.featureCount(); v++) {
      for (BlockMoments site : moments) {
        if (site.hasGaps(v) && !Double.isNaN(fit.alpha()[v])) {
          return true;
        }
      }
    }
    return false;
  }

  /** The same with another divisor of σ². */
  SolvedBlock dividedBySample(int reference) {
    return new SolvedBlock(List.of(moments), fit.dividedBySample(reference));
  }

  BlockMoments moments(int site) {
    return moments[site];
  }

  BlockFit fit() {
    return fit;
  }
}
