package org.chorale.job.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.chorale.model.Blocks;
import org.chorale.model.InvalidInputException;
import org.chorale.model.StudyFacts;
import org.chorale.stats.bayes.SitePrior;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.moments.Withdrawal;
import org.chorale.stats.regression.BlockSolver;

/**
 * From partial moments to the estimates of a model for every batch variable of a run.
 *
 * <p>The moments are shuffled by block and merged in key order. With several batch variables those
 * of the cells of their crossing are kept; what the scans of a cell have left after one variable is
 * computed from them, so that further variables cost no pass over the data.
 */
public final class FitJob {
  /** Of a group that takes no part. */
  public static final int NO_SITE = -1;

  private final int[] scansOfGroups;
  private final Blocks blocks;

  /**
   * Prepares the job.
   *
   * @param scansOfGroups scans of every group that has moments
   * @param blocks how features are cut
   */
  public FitJob(int[] scansOfGroups, Blocks blocks) {
    this.scansOfGroups = scansOfGroups.clone();
    this.blocks = blocks;
  }

  /** One batch variable. */
  public static final class Step {
    private final StudyFacts facts;
    private final int[] siteOfGroup;
    private final BlockSolver solver;
    private final SolvedBlockWriter writer;
    private final RobustBlocks robust;
    private final SitePrior prior;

    /**
     * @param facts what is fitted
     * @param siteOfGroup index of the site that a group's scans are of, or {@link #NO_SITE}
     * @param solver of the method
     * @param writer what a task does with its blocks
     */
    public Step(StudyFacts facts, int[] siteOfGroup, BlockSolver solver, SolvedBlockWriter writer) {
      this(facts, siteOfGroup, solver, writer, null, null);
    }

    private Step(
        StudyFacts facts,
        int[] siteOfGroup,
        BlockSolver solver,
        SolvedBlockWriter writer,
        RobustBlocks robust,
        SitePrior prior) {
      this.facts = facts;
      this.solver = solver;
      this.siteOfGroup = siteOfGroup.clone();
      this.writer = writer;
      this.robust = robust;
      this.prior = prior;
    }

    /** The same with robust effects. */
    public Step robustly(RobustBlocks blocks) {
      return new Step(facts, siteOfGroup, solver, writer, blocks, prior);
    }

    /**
     * The same with one prior for all sites instead of those of their features.
     *
     * @param given null: their own; with a scale prior if the scale of any site is estimated
     */
    public Step under(SitePrior given) {
      return new Step(facts, siteOfGroup, solver, writer, robust, given);
    }

    /** The prior of all sites, or null: each has its own. */
    SitePrior prior() {
      return prior;
    }

    RobustBlocks robust() {
      return robust;
    }

    StudyFacts facts() {
      return facts;
    }

    int[] siteOfGroup() {
      return siteOfGroup;
    }

    BlockSolver solver() {
      return solver;
    }

    SolvedBlockWriter writer() {
      return writer;
    }
  }

  /**
   * Solves and writes.
   *
   * @param moments partial ones by group
   * @param steps in the order in which effects are removed
   * @return what came out for each of them
   */
  public List<SolveOutcome> run(JavaPairRDD<MomentsKey, BlockMoments> moments, List<Step> steps) {
    return run(merged(moments), steps);
  }

  private static List<SolveOutcome> run(JavaRDD<BlockMoments[]> merged, List<Step> steps) {
    JavaRDD<BlockMoments[]> groups = merged;
    List<SolveOutcome> outcomes = new ArrayList<>();
    List<SolveJob> jobs = new ArrayList<>();
    try {
      for (Step step : steps) {
        SolveJob job = new SolveJob(step, groups);
        jobs.add(job);
        SolveOutcome outcome = job.run();
        outcomes.add(outcome);
        groups = job.adjusted(outcome.treatments());
      }
    } finally {
      // The blocks of one variable are computed from those of the one before.
      jobs.forEach(SolveJob::close);
    }
    return outcomes;
  }

  /**
   * The same for steps that have nothing to do with each other but the moments.
   *
   * @param moments partial ones by group; summed once
   */
  public List<SolveOutcome> runApart(
      JavaPairRDD<MomentsKey, BlockMoments> moments, List<Step> steps) {
    JavaRDD<BlockMoments[]> groups = merged(moments).persist(StorageLevel.MEMORY_AND_DISK());
    List<SolveOutcome> outcomes = new ArrayList<>();
    try {
      for (Step step : steps) {
        try (SolveJob job = new SolveJob(step, groups)) {
          outcomes.add(job.run());
        }
      }
    } finally {
      groups.unpersist();
    }
    return outcomes;
  }

  /**
   * The same where the second half of the groups is of scans to be taken out of the first half,
   * group by group, before anything is solved.
   */
  public List<SolveOutcome> runWithout(
      JavaPairRDD<MomentsKey, BlockMoments> moments, List<Step> steps) {
    int half = scansOfGroups.length / 2;
    List<String> labels = new ArrayList<>(steps.get(0).facts().labels());
    return run(
        merged(moments)
            .map(
                groups -> {
                  BlockMoments[] left = new BlockMoments[half];
                  Arrays.setAll(
                      left, g -> without(groups[g], groups[half + g].ofSite(g), labels.get(g)));
                  return left;
                }),
        steps);
  }

  private static BlockMoments without(BlockMoments whole, BlockMoments part, String site) {
    if (part.scans().n() == 0) {
      return whole;
    }
    try {
      return Withdrawal.of(whole, part);
    } catch (IllegalArgumentException impossible) {
      throw new InvalidInputException(
          "site '%s', block %d: %s; give all other scans of the site in --input too, so that it is summed anew"
              .formatted(site, whole.block(), impossible.getMessage()),
          impossible);
    }
  }

  private JavaRDD<BlockMoments[]> merged(JavaPairRDD<MomentsKey, BlockMoments> moments) {
    int[] scansOf = scansOfGroups;
    return moments
        .repartitionAndSortWithinPartitions(new BlockPartitioner(blocks))
        .mapPartitions(parts -> new MergedBlocks(parts, scansOf));
  }
}
