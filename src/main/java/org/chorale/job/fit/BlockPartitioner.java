package org.chorale.job.fit;

import org.apache.spark.Partitioner;
import org.chorale.model.Blocks;

/** Gives every file of the model a solve task: a fixed function of the features. */
final class BlockPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final Blocks blocks;

  BlockPartitioner(Blocks blocks) {
    this.blocks = blocks;
  }

  @Override
  public int numPartitions() {
    return blocks.fileCount();
  }

  @Override
  public int getPartition(Object key) {
    return blocks.fileOf(((MomentsKey) key).block());
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof BlockPartitioner other && blocks.count() == other.blocks.count();
  }

  @Override
  public int hashCode() {
    return blocks.count();
  }
}
