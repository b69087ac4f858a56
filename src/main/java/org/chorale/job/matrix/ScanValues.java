package org.chorale.job.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixPart;
import org.chorale.io.matrix.MatrixPartReader;
import org.chorale.model.Blocks;

/** All values of some scans of a matrix, read from the files of their site. For one thread. */
public final class ScanValues {
  private final Configuration conf;
  private final FeatureMatrix matrix;
  private final Blocks blocks;

  /** Reads nothing yet. */
  public ScanValues(Configuration conf, FeatureMatrix matrix) {
    this.conf = conf;
    this.matrix = matrix;
    this.blocks = matrix.blocks();
  }

  /**
   * Reads scans of one site.
   *
   * @param site label
   * @param places by id, where a scan's values go in {@code into}
   * @param into V values of every scan
   * @throws IllegalStateException if the matrix lacks a row
   */
  public void read(String site, Map<String, Integer> places, double[][] into) {
    long found = 0;
    try {
      for (MatrixPart part : matrix.parts()) {
        if (part.siteLabel().equals(site)) {
          found += read(part, places, into);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    if (found != (long) places.size() * blocks.count()) {
      throw new IllegalStateException(
          "%s: site '%s' has %d rows of %d scans and %d blocks; the matrix is incomplete"
              .formatted(matrix.directory(), site, found, places.size(), blocks.count()));
    }
  }

  private long read(MatrixPart part, Map<String, Integer> places, double[][] into)
      throws IOException {
    long found = 0;
    try (MatrixPartReader rows =
        MatrixPartReader.open(conf, part.path(matrix.directory()), matrix.element())) {
      for (int row = 0; row < rows.rows(); row++) {
        Integer place = places.get(rows.scan(row));
        if (place != null) {
          int block = rows.block(row);
          rows.read(row, into[place], blocks.first(block), blocks.size(block));
          found++;
        }
      }
    }
    return found;
  }
}
