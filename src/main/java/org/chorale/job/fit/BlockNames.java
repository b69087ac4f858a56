package org.chorale.job.fit;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.chorale.model.Blocks;

/** Names of the features of a block, for a task. Travels. */
public interface BlockNames extends Serializable {
  /** Names of a block's features, in order. */
  String[] of(Configuration conf, Blocks blocks, int block) throws IOException;
}
