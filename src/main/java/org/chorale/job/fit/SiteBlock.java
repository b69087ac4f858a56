package org.chorale.job.fit;

import java.io.Serializable;

/** A site in a block: sorted by site, then block, and brought together by site. */
final class SiteBlock implements Serializable, Comparable<SiteBlock> {
  private static final long serialVersionUID = 1L;

  private final int site;
  private final int block;

  SiteBlock(int site, int block) {
    this.site = site;
    this.block = block;
  }

  int site() {
    return site;
  }

  @Override
  public int compareTo(SiteBlock other) {
    int order = Integer.compare(site, other.site);
    return order != 0 ? order : Integer.compare(block, other.block);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof SiteBlock other && compareTo(other) == 0;
  }

  /** Of the site alone, so that hashing brings its blocks together. */
  @Override
  public int hashCode() {
    return site;
  }
}
