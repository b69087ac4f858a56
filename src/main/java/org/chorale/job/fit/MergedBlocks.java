package org.chorale.job.fit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.regression.BlockSolver;
import scala.Tuple2;

/**
 * Merges sorted partial moments into blocks and solves each as it is complete; holds one block.
 *
 * <p>A site without scans in a block (all of them left out of a file) has empty moments.
 */
final class MergedBlocks implements Iterator<SolvedBlock> {
  private final Iterator<Tuple2<MomentsKey, BlockMoments>> parts;
  private final int[] scansOf;
  private final BlockSolver solver;
  private BlockMoments next;

  /**
   * @param scansOf scans of every site
   * @param solver of the method
   */
  MergedBlocks(
      Iterator<Tuple2<MomentsKey, BlockMoments>> parts, int[] scansOf, BlockSolver solver) {
    this.parts = parts;
    this.scansOf = scansOf;
    this.solver = solver;
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
  public SolvedBlock next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    BlockMoments any = next;
    List<BlockMoments> sites = new ArrayList<>();
    for (int i = 0; i < scansOf.length; i++) {
      sites.add(new BlockMoments(i, any.block(), any.featureCount(), any.covariateCount()));
    }
    while (next != null && next.block() == any.block()) {
      sites.get(next.site()).merge(next);
      advance();
    }
    for (int i = 0; i < scansOf.length; i++) {
      if (sites.get(i).scans().n() != scansOf[i]) {
        throw new IllegalStateException(
            "block %d has values of %d scans of site %d, which has %d: the input is incomplete or changed while it was read"
                .formatted(any.block(), sites.get(i).scans().n(), i, scansOf[i]));
      }
    }
    return new SolvedBlock(sites, solver.solve(sites));
  }
}
