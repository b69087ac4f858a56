package org.chorale.job.fit;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.chorale.model.Blocks;
import org.chorale.model.Sequence;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.penalty.Penalty;

/**
 * From partial moments to the estimates of a model for every batch variable of a run.
 *
 * <p>The moments are shuffled by block and merged in key order. With several batch variables those
 * of the cells of their crossing are kept; what the scans of a cell have left after one variable is
 * computed from them, so that further variables cost no pass over the data.
 */
public final class FitJob {
  private final Sequence sequence;
  private final Blocks blocks;
  private final Penalty penalty;
  private final RobustBlocks robust;

  /**
   * Prepares the job.
   *
   * @param sequence what is fitted
   * @param blocks how features are cut
   * @param penalty of the smooth covariates
   * @param robust for robust effects of the one batch variable; null: by moments
   */
  public FitJob(Sequence sequence, Blocks blocks, Penalty penalty, RobustBlocks robust) {
    this.sequence = sequence;
    this.blocks = blocks;
    this.penalty = penalty;
    this.robust = robust;
  }

  /**
   * Solves and writes.
   *
   * @param moments partial ones by cell
   * @param writers what a task does with its blocks, for every batch variable
   * @return what came out for each of them
   */
  public List<SolveOutcome> run(
      JavaPairRDD<MomentsKey, BlockMoments> moments, List<SolvedBlockWriter> writers) {
    int[] scansOf = sequence.scansOfCells();
    JavaRDD<BlockMoments[]> cells =
        moments
            .repartitionAndSortWithinPartitions(new BlockPartitioner(blocks))
            .mapPartitions(parts -> new MergedBlocks(parts, scansOf));
    List<SolveOutcome> outcomes = new ArrayList<>();
    List<SolveJob> jobs = new ArrayList<>();
    try {
      for (int k = 0; k < writers.size(); k++) {
        SolveJob job =
            new SolveJob(
                sequence.studies().get(k),
                penalty,
                cells,
                sequence.siteOfCells(k),
                writers.get(k),
                robust);
        jobs.add(job);
        SolveOutcome outcome = job.run();
        outcomes.add(outcome);
        cells = job.adjusted(outcome.treatments());
      }
    } finally {
      // The blocks of one variable are computed from those of the one before.
      jobs.forEach(SolveJob::close);
    }
    return outcomes;
  }
}
