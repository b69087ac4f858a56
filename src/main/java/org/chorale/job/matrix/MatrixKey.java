package org.chorale.job.matrix;

import java.io.Serializable;

/**
 * Where a row of values goes: into which file of the matrix, and in which order there, by block,
 * then scan.
 */
public final class MatrixKey implements Serializable, Comparable<MatrixKey> {
  private static final long serialVersionUID = 1L;

  private final int part;
  private final int block;
  private final int order;
  private final int scan;

  MatrixKey(int part, int block, int order, int scan) {
    this.part = part;
    this.block = block;
    this.order = order;
    this.scan = scan;
  }

  int part() {
    return part;
  }

  int block() {
    return block;
  }

  int scan() {
    return scan;
  }

  @Override
  public int compareTo(MatrixKey other) {
    int comparison = Integer.compare(part, other.part);
    comparison = comparison != 0 ? comparison : Integer.compare(block, other.block);
    return comparison != 0 ? comparison : Integer.compare(order, other.order);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof MatrixKey other
        && part == other.part
        && block == other.block
        && order == other.order;
  }

  @Override
  public int hashCode() {
    return (part * 31 + block) * 31 + order;
  }
}
