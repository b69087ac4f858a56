package org.chorale.job.fit;

import java.io.Serializable;

/**
 * Identifies partial moments in the shuffle: sorted by block, then site, then where in the files
 * they come from, which is the order in which they are merged.
 */
public final class MomentsKey implements Serializable, Comparable<MomentsKey> {
  private static final long serialVersionUID = 1L;

  private final int block;
  private final int site;
  private final int part;

  /**
   * A key.
   *
   * @param part place of the file part among all
   */
  public MomentsKey(int block, int site, int part) {
    this.block = block;
    this.site = site;
    this.part = part;
  }

  int block() {
    return block;
  }

  @Override
  public int compareTo(MomentsKey other) {
    int order = Integer.compare(block, other.block);
    order = order != 0 ? order : Integer.compare(site, other.site);
    return order != 0 ? order : Integer.compare(part, other.part);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof MomentsKey other && compareTo(other) == 0;
  }

  @Override
  public int hashCode() {
    return (block * 31 + site) * 31 + part;
  }
}
