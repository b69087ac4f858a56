package org.chorale.job.fit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.rows.RowReader;
import org.chorale.job.input.ScanAssignment;
import org.chorale.job.input.TableRows;
import org.chorale.model.Blocks;
import org.chorale.model.Cohort;
import org.chorale.stats.domain.DomainScale;
import org.chorale.stats.moments.BlockMoments;
import scala.Tuple2;

/**
 * Moments of the sites and blocks of one part, some sites at a time: as many as the budget holds. A
 * part with more sites is read again for the next ones, which costs far less than partial moments
 * of every few rows would in the shuffle.
 */
public final class PartialMoments implements Iterator<Tuple2<MomentsKey, BlockMoments>> {
  /** Moments that are held at a time. */
  public static final long BUDGET_BYTES = 64L << 20;

  private final Configuration conf;
  private final MomentsJob.Part part;
  private final TableRows tables;
  private final ScanAssignment scans;
  private final Blocks blocks;
  private final BlockScales scales;
  private final int firstBlock;
  private final int endBlock;
  private final double[] values;
  private final int mostSites;
  private final Queue<Integer> openSites = new ArrayDeque<>();
  private final Queue<Tuple2<MomentsKey, BlockMoments>> ready = new ArrayDeque<>();

  PartialMoments(
      Configuration conf,
      MomentsJob.Part part,
      TableRows tables,
      ScanAssignment scans,
      Blocks blocks,
      BlockScales scales,
      long budgetBytes) {
    this.conf = conf;
    this.part = part;
    this.tables = tables;
    this.scans = scans;
    this.blocks = blocks;
    this.scales = scales;
    this.firstBlock = blocks.firstOfSource(part.table());
    this.endBlock = blocks.firstOfSource(part.table() + 1);
    this.values = new double[tables.store(part.table()).featureCount()];
    long bytesPerSite = 8L * Math.max(1, values.length) * (2 + scans.covariateCount());
    this.mostSites = (int) Math.max(1, budgetBytes / bytesPerSite);
    TreeSet<Integer> sites = new TreeSet<>();
    for (int row = firstRow(); row < tables.firstRow(part.table(), part.part() + 1); row++) {
      sites.add(scans.site(part.table(), row));
    }
    sites.remove(Cohort.OUT);
    openSites.addAll(sites);
  }

  private int firstRow() {
    return tables.firstRow(part.table(), part.part());
  }

  @Override
  public boolean hasNext() {
    if (ready.isEmpty() && !openSites.isEmpty()) {
      try {
        readNextSites();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
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

  private void readNextSites() throws IOException {
    Map<Integer, BlockMoments[]> bySite = new TreeMap<>();
    while (bySite.size() < mostSites && !openSites.isEmpty()) {
      int site = openSites.remove();
      bySite.put(site, empty(site));
    }
    DomainScale[] scaled = new DomainScale[endBlock - firstBlock];
    for (int b = firstBlock; b < endBlock; b++) {
      scaled[b - firstBlock] = scales.transformed(conf, b);
    }
    try (RowReader rows = tables.store(part.table()).read(conf, part.part())) {
      for (int row = firstRow(); rows.next(); row++) {
        BlockMoments[] moments = bySite.get(scans.site(part.table(), row));
        if (moments != null) {
          rows.values(values, 0);
          add(moments, scaled, scans.scan(part.table(), row));
        }
      }
    }
    bySite.forEach(
        (site, moments) -> {
          for (BlockMoments block : moments) {
            ready.add(new Tuple2<>(new MomentsKey(block.block(), site, part.order()), block));
          }
        });
  }

  private void add(BlockMoments[] moments, DomainScale[] scaled, int scan) {
    int firstFeature = tables.firstFeature(part.table());
    for (int b = firstBlock; b < endBlock; b++) {
      int at = blocks.first(b) - firstFeature;
      if (scaled[b - firstBlock] != null) {
        scaled[b - firstBlock].toScale(values, at);
      }
      moments[b - firstBlock].addScan(scans.z(), scan * scans.covariateCount(), values, at);
    }
  }

  private BlockMoments[] empty(int site) {
    BlockMoments[] moments = new BlockMoments[endBlock - firstBlock];
    for (int b = firstBlock; b < endBlock; b++) {
      moments[b - firstBlock] = new BlockMoments(site, b, blocks.size(b), scans.covariateCount());
    }
    return moments;
  }
}
