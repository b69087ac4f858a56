package org.chorale.job;

import org.apache.spark.Partitioner;

/** Gives every solve task a run of consecutive blocks. */
final class BlockPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  /** Site effects that one solve task takes on; 2²² of them are some 200 MB with their moments. */
  private static final long EFFECTS_PER_TASK = 1L << 22;

  private static final int MOST_TASKS = 256;

  private final int blocks;
  private final int tasks;

  /** A fixed function of the size of the problem, never of the cluster. */
  BlockPartitioner(int blocks, long features, int sites) {
    long wanted = (features * sites + EFFECTS_PER_TASK - 1) / EFFECTS_PER_TASK;
    this.blocks = blocks;
    this.tasks = (int) Math.max(1, Math.min(wanted, Math.min(blocks, MOST_TASKS)));
  }

  @Override
  public int numPartitions() {
    return tasks;
  }

  @Override
  public int getPartition(Object key) {
    return partitionOf(((MomentsKey) key).block());
  }

  int partitionOf(int block) {
    return (int) ((long) block * tasks / blocks);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof BlockPartitioner other && blocks == other.blocks && tasks == other.tasks;
  }

  @Override
  public int hashCode() {
    return blocks * 31 + tasks;
  }
}
