package org.chorale.job.fit;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.chorale.stats.adjust.AdjustedMoments;
import org.chorale.stats.adjust.Adjustment;
import org.chorale.stats.bayes.BlockPosterior;
import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.regression.BlockFit;
import org.chorale.stats.regression.BlockSolver;

/** Moments of all groups of scans and all sites for one block, and the regression on the latter. */
final class SolvedBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final BlockMoments[] groups;
  private final int[] siteOfGroup;
  private final BlockMoments[] sites;
  private final BlockFit fit;

  private SolvedBlock(
      BlockMoments[] groups, int[] siteOfGroup, BlockMoments[] sites, BlockFit fit) {
    this.groups = groups;
    this.siteOfGroup = siteOfGroup;
    this.sites = sites;
    this.fit = fit;
  }

  /**
   * Solves.
   *
   * @param siteOfGroup index of the site that a group's scans are of, or {@link FitJob#NO_SITE};
   *     all sites occur
   */
  static SolvedBlock of(BlockMoments[] groups, int[] siteOfGroup, BlockSolver solver) {
    BlockMoments[] sites = groups;
    if (!Arrays.equals(siteOfGroup, IntStream.range(0, groups.length).toArray())) {
      sites = new BlockMoments[Arrays.stream(siteOfGroup).max().orElse(-1) + 1];
      for (int g = 0; g < groups.length; g++) {
        int i = siteOfGroup[g];
        BlockMoments group = groups[g];
        if (i == FitJob.NO_SITE) {
          continue;
        }
        if (sites[i] == null) {
          sites[i] =
              new BlockMoments(i, group.block(), group.featureCount(), group.covariateCount());
        }
        sites[i].merge(group.ofSite(i));
      }
    }
    return new SolvedBlock(groups, siteOfGroup, sites, solver.solve(List.of(sites)));
  }

  /** Moments of the groups once their scans are adjusted. */
  BlockMoments[] adjusted(List<SiteTreatment> treatments) {
    BlockPosterior posterior = BlockPosterior.of(fit, treatments);
    Adjustment[] ofSite = new Adjustment[sites.length];
    Arrays.setAll(ofSite, i -> adjustment(posterior, i));
    BlockMoments[] after = new BlockMoments[groups.length];
    Arrays.setAll(
        after,
        g ->
            siteOfGroup[g] == FitJob.NO_SITE
                ? groups[g]
                : AdjustedMoments.of(groups[g], ofSite[siteOfGroup[g]]));
    return after;
  }

  private Adjustment adjustment(BlockPosterior posterior, int site) {
    int from = site * fit.featureCount();
    int to = from + fit.featureCount();
    return new Adjustment(
        fit.alpha(),
        fit.beta(),
        fit.sigma2(),
        Arrays.copyOfRange(posterior.gammaStar(), from, to),
        Arrays.copyOfRange(posterior.deltaStar(), from, to));
  }

  /** Whether a value of a feature that was fitted is missing. */
  boolean hasGaps() {
    for (int v = 0; v < fit.featureCount(); v++) {
      for (BlockMoments site : sites) {
        if (site.hasGaps(v) && !Double.isNaN(fit.alpha()[v])) {
          return true;
        }
      }
    }
    return false;
  }

  /** The same with another divisor of σ². */
  SolvedBlock dividedBySample(int reference) {
    return withFit(fit.dividedBySample(reference));
  }

  /** The same moments with another fit. */
  SolvedBlock withFit(BlockFit other) {
    return new SolvedBlock(groups, siteOfGroup, sites, other);
  }

  BlockMoments moments(int site) {
    return sites[site];
  }

  BlockFit fit() {
    return fit;
  }
}
