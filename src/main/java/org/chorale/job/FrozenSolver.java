package org.chorale.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.ModelReader;
import org.chorale.io.modeldir.SharedEstimates;
import org.chorale.io.modeldir.Smoothness;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.regression.BlockFit;
import org.chorale.stats.regression.BlockSolver;
import org.chorale.stats.regression.FrozenRegression;

/** Raw effects of new sites against what a model has for each block, read in the task. */
final class FrozenSolver implements BlockSolver {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> configuration;
  private final String directory;
  private final int blocksPerFile;
  private final String[] penalised;

  /** Of a model. */
  FrozenSolver(
      Broadcast<SerializableConfiguration> configuration,
      Path directory,
      int blocksPerFile,
      List<String> penalised) {
    this.configuration = configuration;
    this.directory = directory.toString();
    this.blocksPerFile = blocksPerFile;
    this.penalised = penalised.toArray(new String[0]);
  }

  @Override
  public BlockFit solve(List<BlockMoments> sites) {
    int block = sites.get(0).block();
    int count = sites.get(0).featureCount();
    try (ModelReader reader =
        new ModelReader(configuration.value().value(), new Path(directory), blocksPerFile)) {
      SharedEstimates shared = reader.shared(block);
      double[] lambda = new double[penalised.length * count];
      double[] edf = new double[penalised.length * count];
      for (int m = 0; m < penalised.length; m++) {
        Smoothness smoothness = reader.smoothness(block, penalised[m]);
        System.arraycopy(smoothness.lambda(), 0, lambda, m * count, count);
        System.arraycopy(smoothness.edf(), 0, edf, m * count, count);
      }
      return FrozenRegression.solve(
          sites, shared.alpha(), shared.sigma2(), shared.beta(), lambda, edf);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public boolean estimatesVariance() {
    return false;
  }
}
