package org.chorale.job.fit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.TreeMap;
import org.chorale.io.rows.RowReader;
import org.chorale.job.input.ScanAssignment;
import org.chorale.job.input.TableRows;
import org.chorale.model.Blocks;
import org.chorale.model.Cohort;
import org.chorale.stats.moments.BlockMoments;
import scala.Tuple2;

/**
 * Reads a part row by row and gives out moments of its sites and blocks, as memory fills and at the
 * end. When it gives them out depends on the part alone.
 */
final class PartialMoments implements Iterator<Tuple2<MomentsKey, BlockMoments>> {
  /** Moments held before they are given out. */
  private static final long BUDGET_BYTES = 64L << 20;

  private final MomentsJob.Part part;
  private final RowReader rows;
  private final ScanAssignment scans;
  private final Blocks blocks;
  private final int firstBlock;
  private final int endBlock;
  private final int firstFeature;
  private final double[] values;
  private final Map<Integer, BlockMoments[]> bySite = new TreeMap<>();
  private final Queue<Tuple2<MomentsKey, BlockMoments>> ready = new ArrayDeque<>();
  private final int mostSites;
  private int row;
  private int sequence;
  private boolean ended;

  PartialMoments(
      MomentsJob.Part part, RowReader rows, TableRows tables, ScanAssignment scans, Blocks blocks) {
    this.part = part;
    this.rows = rows;
    this.scans = scans;
    this.blocks = blocks;
    this.firstBlock = blocks.firstOfSource(part.table());
    this.endBlock = blocks.firstOfSource(part.table() + 1);
    this.firstFeature = tables.firstFeature(part.table());
    this.values = new double[tables.store(part.table()).featureCount()];
    this.row = tables.firstRow(part.table(), part.part());
    long bytesPerSite = 8L * Math.max(1, values.length) * (2 + scans.covariateCount());
    this.mostSites = (int) Math.max(1, BUDGET_BYTES / bytesPerSite);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      readOn();
    }
    return !ready.isEmpty();
  }

  @Override
  public Tuple2<MomentsKey, BlockMoments> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  /** Reads until moments have to be given out. */
  private void readOn() {
    try {
      while (rows.next()) {
        int site = scans.site(part.table(), row);
        int scan = scans.scan(part.table(), row++);
        if (site == Cohort.OUT) {
          continue;
        }
        rows.values(values, 0);
        boolean full = !bySite.containsKey(site) && bySite.size() == mostSites;
        if (full) {
          giveOut();
        }
        add(site, scan);
        if (full) {
          return;
        }
      }
      giveOut();
      ended = true;
      rows.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void add(int site, int scan) {
    BlockMoments[] moments = bySite.computeIfAbsent(site, this::empty);
    int covariates = scans.covariateCount();
    for (int b = firstBlock; b < endBlock; b++) {
      moments[b - firstBlock].addScan(
          scans.z(), scan * covariates, values, blocks.first(b) - firstFeature);
    }
  }

  private BlockMoments[] empty(int site) {
    BlockMoments[] moments = new BlockMoments[endBlock - firstBlock];
    for (int b = firstBlock; b < endBlock; b++) {
      moments[b - firstBlock] = new BlockMoments(site, b, blocks.size(b), scans.covariateCount());
    }
    return moments;
  }

  private void giveOut() {
    bySite.forEach(
        (site, moments) -> {
          for (BlockMoments block : moments) {
            MomentsKey key = new MomentsKey(block.block(), site, part.order(), sequence);
            ready.add(new Tuple2<>(key, block));
          }
        });
    bySite.clear();
    sequence++;
  }
}
