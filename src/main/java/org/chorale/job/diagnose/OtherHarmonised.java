package org.chorale.job.diagnose;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.chorale.job.values.BlockValues;
import org.chorale.model.InvalidInputException;
import org.chorale.stats.scans.FeatureRun;
import org.chorale.stats.scans.ScansBySite;

/** Harmonised elsewhere: values of the same scans and features are read beside those before. */
final class OtherHarmonised implements HarmonisedValues {
  private static final long serialVersionUID = 1L;

  private final BlockValues values;
  private final Broadcast<ScansBySite> scans;

  /**
   * @param values of the other table or matrix
   * @param scans in the order of those before, for the other's scan table
   */
  OtherHarmonised(BlockValues values, Broadcast<ScansBySite> scans) {
    this.values = values;
    this.scans = scans;
  }

  @Override
  public Task open(Configuration conf, ScansBySite ofThoseBefore) {
    ScansBySite own = scans.value();
    BlockValues.Reader reader = values.open(conf, own);
    return new Task() {
      @Override
      public void fill(int block, FeatureRun before, double[] into) throws IOException {
        int found = reader.read(block, before.first(), before.end() - before.first(), into);
        if (found != own.count()) {
          throw new InvalidInputException(
              "of %,d scans only %,d have harmonised values; give those of the same scans"
                  .formatted(own.count(), found));
        }
      }

      @Override
      public void close() throws IOException {
        reader.close();
      }
    };
  }
}
