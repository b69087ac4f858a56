package org.chorale.job.fit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.chorale.job.values.BlockValues;
import org.chorale.job.values.RunReader;
import org.chorale.model.Study;
import org.chorale.stats.bayes.BlockPosterior;
import org.chorale.stats.bayes.JointChange;
import org.chorale.stats.bayes.SitePrior;
import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.regression.BlockFit;
import org.chorale.stats.robust.RobustEffects;
import org.chorale.stats.robust.RunSquares;
import org.chorale.stats.scans.ScansBySite;

/**
 * Robust location and scale of blocks, by their values: a task reads those of its blocks once more
 * for raw effects, once for the joint stop (rarely again for more steps) and once for the
 * posterior. It holds one run of features in all scans. The order of scans is broadcast.
 */
public final class RobustBlocks implements BlockEffects {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> configuration;
  private final BlockValues values;
  private final Broadcast<ScansBySite> scans;
  private final int reference;

  /** Of a study whose values can be read again. */
  public RobustBlocks(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      BlockValues values,
      Study study) {
    int[] siteOf = new int[study.scans().size()];
    Arrays.setAll(siteOf, study.cohort()::site);
    this.configuration = configuration;
    this.values = values;
    this.scans =
        spark.broadcast(
            new ScansBySite(
                siteOf, study.cohort().sites().size(), study.z(), study.design().columnCount()));
    this.reference = study.cohort().reference();
  }

  private RunReader reader() {
    return new RunReader(configuration.value().value(), values, scans.value());
  }

  /** Blocks with robust effects in place of those of moments; lazy. */
  Iterator<SolvedBlock> refit(Iterator<SolvedBlock> blocks) {
    RunReader reader = reader();
    TaskCompletionListener close = context -> close(reader);
    TaskContext.get().addTaskCompletionListener(close);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return blocks.hasNext();
      }

      @Override
      public SolvedBlock next() {
        SolvedBlock block = blocks.next();
        BlockFit fit = block.fit();
        RobustEffects effects = new RobustEffects(fit, reference);
        try {
          reader.read(fit.block(), fit.featureCount(), effects::add);
        } catch (IOException failed) {
          throw new UncheckedIOException(failed);
        }
        return block.withFit(effects.fit());
      }
    };
  }

  private static void close(RunReader reader) {
    try {
      reader.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public Task open() {
    return new OfValues(reader());
  }

  /** By the values. */
  private static final class OfValues implements Task {
    private final RunReader reader;

    OfValues(RunReader reader) {
      this.reader = reader;
    }

    @Override
    public void recordChanges(BlockFit fit, SitePrior[] open, JointChange[] changes)
        throws IOException {
      reader.read(
          fit.block(),
          fit.featureCount(),
          run -> {
            RunSquares squares = new RunSquares(fit, run);
            for (int i = 0; i < open.length; i++) {
              if (open[i] != null) {
                BlockPosterior.recordChanges(
                    fit, i, run.first(), run.end(), open[i], squares, changes[i]);
              }
            }
          });
    }

    @Override
    public BlockPosterior posterior(BlockFit fit, List<SiteTreatment> treatments)
        throws IOException {
      BlockPosterior posterior = new BlockPosterior(fit);
      reader.read(
          fit.block(),
          fit.featureCount(),
          run -> posterior.fill(run.first(), run.end(), treatments, new RunSquares(fit, run)));
      return posterior;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
