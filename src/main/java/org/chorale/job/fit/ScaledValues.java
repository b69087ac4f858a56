package org.chorale.job.fit;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.chorale.job.values.BlockValues;
import org.chorale.stats.domain.DomainScale;
import org.chorale.stats.scans.ScansBySite;

/** Values on the scales on which their features are harmonised. */
public final class ScaledValues implements BlockValues {
  private static final long serialVersionUID = 1L;

  private final BlockValues values;
  private final BlockScales scales;

  /** Of values as they are. */
  public ScaledValues(BlockValues values, BlockScales scales) {
    this.values = values;
    this.scales = scales;
  }

  @Override
  public Reader open(Configuration conf, ScansBySite scans) {
    Reader plain = values.open(conf, scans);
    return new Reader() {
      @Override
      public int read(int block, int first, int count, double[] into) throws IOException {
        int found = plain.read(block, first, count, into);
        DomainScale scale = scales.transformed(conf, block);
        for (int k = 0; scale != null && k < scale.count(); k++) {
          int feature = scale.feature(k) - first;
          int from = feature * scans.count();
          for (int s = 0; feature >= 0 && feature < count && s < scans.count(); s++) {
            into[from + s] = scale.domain(k).toScale(into[from + s]);
          }
        }
        return found;
      }

      @Override
      public void close() throws IOException {
        plain.close();
      }
    };
  }
}
