package org.chorale.job.fit;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.chorale.stats.bayes.BlockPosterior;
import org.chorale.stats.bayes.JointChange;
import org.chorale.stats.bayes.SitePrior;
import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.regression.BlockFit;

/** From raw effects of a block to posterior ones: by moments, or with its values. Travels. */
interface BlockEffects extends Serializable {
  /** Begins, for one task. */
  Task open();

  /** For one task; blocks in their order cost least. */
  interface Task extends Closeable {
    /**
     * Records the changes of the first steps of the iteration.
     *
     * @param open priors of the sites that matter; null for the others
     * @param changes by site
     */
    void recordChanges(BlockFit fit, SitePrior[] open, JointChange[] changes) throws IOException;

    /** Posterior of all sites. */
    BlockPosterior posterior(BlockFit fit, List<SiteTreatment> treatments) throws IOException;
  }

  /** By moments: no scan is read. */
  static BlockEffects ofMoments() {
    return OfMoments::new;
  }

  /** By moments. */
  final class OfMoments implements Task {
    private OfMoments() {}

    @Override
    public void recordChanges(BlockFit fit, SitePrior[] open, JointChange[] changes) {
      for (int i = 0; i < open.length; i++) {
        if (open[i] != null) {
          BlockPosterior.recordChanges(fit, i, open[i], changes[i]);
        }
      }
    }

    @Override
    public BlockPosterior posterior(BlockFit fit, List<SiteTreatment> treatments) {
      return BlockPosterior.of(fit, treatments);
    }

    @Override
    public void close() {}
  }
}
