package org.chorale.job.fit;

import org.apache.spark.Partitioner;

/** Gives every block a solve task of its own: a fixed function of the features. */
final class BlockPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int blocks;

  BlockPartitioner(int blocks) {
    this.blocks = blocks;
  }

  @Override
  public int numPartitions() {
    return blocks;
  }

  @Override
  public int getPartition(Object key) {
    return ((MomentsKey) key).block();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof BlockPartitioner other && blocks == other.blocks;
  }

  @Override
  public int hashCode() {
    return blocks;
  }
}
