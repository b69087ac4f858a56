package org.chorale.job.diagnose;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.chorale.stats.scans.FeatureRun;
import org.chorale.stats.scans.ScansBySite;

/** What values become by harmonisation, for tasks. Travels. */
interface HarmonisedValues extends Serializable {
  /** Begins, for one task. */
  Task open(Configuration conf, ScansBySite scans);

  /** For one task; runs in their order cost least. */
  interface Task extends Closeable {
    /**
     * Gives harmonised values of a run.
     *
     * @param into receives them as the run has those before, {@code [k*N + place]}
     */
    void fill(int block, FeatureRun before, double[] into) throws IOException;
  }
}
