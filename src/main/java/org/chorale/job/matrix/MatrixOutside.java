package org.chorale.job.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.matrix.Element;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixPart;
import org.chorale.io.matrix.MatrixPartReader;
import org.chorale.job.apply.ModelSlices;
import org.chorale.job.fit.BlockScales;
import org.chorale.model.Cohort;
import org.chorale.stats.adjust.Adjustment;
import org.chorale.stats.domain.DomainScale;
import org.chorale.stats.domain.OutsideCounts;
import scala.Tuple2;

/**
 * What leaves its domain in one file of a feature matrix once it is adjusted, block after block;
 * holds the counts of one. A value is taken as it would be stored.
 */
final class MatrixOutside implements Iterator<Tuple2<Integer, OutsideCounts>> {
  private final Configuration conf;
  private final MatrixScans scans;
  private final BlockScales scales;
  private final MatrixPartReader rows;
  private final ModelSlices.Reader slices;
  private final boolean single;
  private int row;
  private Tuple2<Integer, OutsideCounts> ready;

  MatrixOutside(
      Configuration conf,
      FeatureMatrix matrix,
      MatrixPart part,
      MatrixScans scans,
      BlockScales scales,
      ModelSlices slices)
      throws IOException {
    this.conf = conf;
    this.scans = scans;
    this.scales = scales;
    this.rows = MatrixPartReader.open(conf, part.path(matrix.directory()), matrix.element());
    this.slices = slices.reader(conf);
    this.single = matrix.element() == Element.FLOAT32;
  }

  @Override
  public boolean hasNext() {
    try {
      while (ready == null && row < rows.rows()) {
        readBlock();
      }
      if (ready == null) {
        rows.close();
        slices.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return ready != null;
  }

  @Override
  public Tuple2<Integer, OutsideCounts> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Tuple2<Integer, OutsideCounts> next = ready;
    ready = null;
    return next;
  }

  private void readBlock() throws IOException {
    int block = rows.block(row);
    int first = row;
    while (row < rows.rows() && rows.block(row) == block) {
      row++;
    }
    DomainScale declared = scales.declared(conf, block);
    if (declared != null) {
      ready = new Tuple2<>(block, count(block, first, row, declared));
    }
  }

  private OutsideCounts count(int block, int first, int end, DomainScale declared)
      throws IOException {
    OutsideCounts counts = new OutsideCounts(declared);
    int features = scales.blocks().size(block);
    double[] values = new double[features];
    double[] work = new double[features];
    Map<Integer, List<Adjustment>> bySite = new HashMap<>();
    for (int r = first; r < end; r++) {
      int scan = scans.scan(rows.scan(r));
      int site = scans.site(scan);
      if (site == Cohort.OUT) {
        continue;
      }
      if (!bySite.containsKey(site)) {
        bySite.put(site, slices.adjustments(site, scales.blocks().first(block), features));
      }
      rows.read(r, values, 0, features);
      for (Adjustment adjustment : bySite.get(site)) {
        adjustment.adjust(scans.z(), scan * scans.covariateCount(), values, values, 0, work);
      }
      for (int v = 0; single && v < features; v++) {
        values[v] = (float) values[v];
      }
      counts.add(scan, values, 0);
    }
    return counts;
  }
}
