package org.chorale.job.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixPart;
import org.chorale.io.matrix.MatrixPartReader;
import org.chorale.job.fit.BlockScales;
import org.chorale.job.fit.MomentsKey;
import org.chorale.model.Blocks;
import org.chorale.model.Cohort;
import org.chorale.stats.moments.BlockMoments;
import scala.Tuple2;

/**
 * Moments of one file of a feature matrix, block after block: holds those of one block, for as many
 * sites as its scans are of (one, unless the sites of the run are others than those of the matrix).
 */
final class MatrixMoments implements Iterator<Tuple2<MomentsKey, BlockMoments>> {
  private final MatrixPartReader rows;
  private final int order;
  private final MatrixScans scans;
  private final Blocks blocks;
  private final MatrixDomains domains;
  private final double[] values;
  private final Queue<Tuple2<MomentsKey, BlockMoments>> ready = new ArrayDeque<>();
  private int row;

  /**
   * Opens the file.
   *
   * @param order place of the file among all, which is the order of merging
   */
  MatrixMoments(
      Configuration conf,
      FeatureMatrix matrix,
      MatrixPart part,
      int order,
      MatrixScans scans,
      Blocks blocks,
      BlockScales scales)
      throws IOException {
    this.rows = MatrixPartReader.open(conf, part.path(matrix.directory()), matrix.element());
    this.order = order;
    this.scans = scans;
    this.blocks = blocks;
    this.domains = new MatrixDomains(conf, matrix, scales);
    this.values = new double[matrix.blockSize()];
  }

  @Override
  public boolean hasNext() {
    try {
      while (ready.isEmpty() && row < rows.rows()) {
        readBlock();
      }
      if (ready.isEmpty()) {
        rows.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
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

  private void readBlock() throws IOException {
    int block = rows.block(row);
    int features = blocks.size(block);
    Map<Integer, BlockMoments> bySite = new TreeMap<>();
    domains.start(block);
    for (; row < rows.rows() && rows.block(row) == block; row++) {
      int scan = scans.scan(rows.scan(row));
      int site = scans.site(scan);
      if (site == Cohort.OUT) {
        continue;
      }
      rows.read(row, values, 0, features);
      domains.enter(rows.scan(row), values);
      BlockMoments moments =
          bySite.computeIfAbsent(
              site, i -> new BlockMoments(i, block, features, scans.covariateCount()));
      moments.addScan(scans.z(), scan * scans.covariateCount(), values, 0);
    }
    bySite.forEach(
        (site, moments) -> ready.add(new Tuple2<>(new MomentsKey(block, site, order), moments)));
  }
}
