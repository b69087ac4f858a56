package org.chorale.job.values;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.chorale.stats.scans.FeatureRun;
import org.chorale.stats.scans.ScansBySite;

/** Reads a block as runs of features, each within the budget. Holds one run. For one task. */
public final class RunReader implements Closeable {
  /** Of the values that a task holds: all scans, and as many features as fit, at least one. */
  public static final long BUDGET_BYTES = 64L << 20;

  private final BlockValues.Reader values;
  private final ScansBySite scans;
  private final long budgetBytes;
  private double[] y = new double[0];

  /** Begins reading. */
  public RunReader(Configuration conf, BlockValues values, ScansBySite scans) {
    this(conf, values, scans, BUDGET_BYTES);
  }

  RunReader(Configuration conf, BlockValues values, ScansBySite scans, long budgetBytes) {
    this.values = values.open(conf, scans);
    this.scans = scans;
    this.budgetBytes = budgetBytes;
  }

  /** Features of a run: as many of a block's as the budget holds. */
  private static int length(long scans, int features, long budgetBytes) {
    return (int) Math.max(1, Math.min(features, budgetBytes / (Double.BYTES * scans)));
  }

  /** Into how many runs a block of so many features is cut. */
  public static int runs(long scans, int features) {
    int length = length(scans, features, BUDGET_BYTES);
    return (features + length - 1) / length;
  }

  /** Bytes of a run of a block of so many features. */
  public static long bytes(long scans, int features) {
    return Double.BYTES * scans * length(scans, features, BUDGET_BYTES);
  }

  /**
   * Reads a block.
   *
   * @param features of the block
   * @param each takes a run, which is another one after it returns
   */
  public void read(int block, int features, Consumer<FeatureRun> each) throws IOException {
    int length = length(scans.count(), features, budgetBytes);
    if (y.length < length * scans.count()) {
      y = new double[length * scans.count()];
    }
    for (int first = 0; first < features; first += length) {
      int count = Math.min(length, features - first);
      int found = values.read(block, first, count, y);
      if (found != scans.count()) {
        throw new IllegalStateException(
            "block %d has values of %d scans, not %d: the input changed while it was read"
                .formatted(block, found, scans.count()));
      }
      each.accept(new FeatureRun(scans, first, count, y));
    }
  }

  @Override
  public void close() throws IOException {
    values.close();
  }
}
