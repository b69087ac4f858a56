package org.chorale.job.fit;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.chorale.stats.moments.BlockMoments;
import scala.Tuple2;

/**
 * Merges sorted partial moments into blocks, one moments by group of scans; holds one block.
 *
 * <p>A group without scans in a block (all of them left out of a file) has empty moments.
 */
final class MergedBlocks implements Iterator<BlockMoments[]> {
  private final Iterator<Tuple2<MomentsKey, BlockMoments>> parts;
  private final int[] scansOf;
  private BlockMoments next;

  /**
   * @param scansOf scans of every group
   */
  MergedBlocks(Iterator<Tuple2<MomentsKey, BlockMoments>> parts, int[] scansOf) {
    this.parts = parts;
    this.scansOf = scansOf;
    advance();
  }

  private void advance() {
    next = parts.hasNext() ? parts.next()._2() : null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public BlockMoments[] next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    BlockMoments any = next;
    BlockMoments[] groups = new BlockMoments[scansOf.length];
    Arrays.setAll(
        groups, i -> new BlockMoments(i, any.block(), any.featureCount(), any.covariateCount()));
    while (next != null && next.block() == any.block()) {
      groups[next.site()].merge(next);
      advance();
    }
    for (int i = 0; i < scansOf.length; i++) {
      if (groups[i].scans().n() != scansOf[i]) {
        throw new IllegalStateException(
            "block %d has values of %d scans of group %d, which has %d: the input is incomplete or changed while it was read"
                .formatted(any.block(), groups[i].scans().n(), i, scansOf[i]));
      }
    }
    return groups;
  }
}
