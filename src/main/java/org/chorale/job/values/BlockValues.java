package org.chorale.job.values;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.chorale.stats.scans.ScansBySite;

/** Values of all scans of a study by block, for tasks. Travels. */
public interface BlockValues extends Serializable {
  /** Begins reading, for one task. */
  Reader open(Configuration conf, ScansBySite scans);

  /** Reads for one task; blocks in their order cost least. */
  interface Reader extends Closeable {
    /**
     * Reads some features of a block in all scans that take part.
     *
     * @param first of the features, within the block
     * @param into receives the values, {@code [k*N + place]} for the k-th feature, NaN missing
     * @return scans that were read
     */
    int read(int block, int first, int count, double[] into) throws IOException;
  }
}
