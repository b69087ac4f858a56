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

  /** Where values go. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes the values of a scan for a block.
     *
     * @param place of the scan
     * @param first feature of the block
     * @param values as many as {@code count}; not to be kept
     */
    void take(int place, int first, double[] values, int count);
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
    read(
        site,
        places,
        (place, first, values, count) -> System.arraycopy(values, 0, into[place], first, count));
  }

  /**
   * Reads scans of one site, block by block.
   *
   * @param site label
   * @param places by id, what the sink knows a scan by
   * @throws IllegalStateException if the matrix lacks a row
   */
  public void read(String site, Map<String, Integer> places, Sink into) {
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

  private long read(MatrixPart part, Map<String, Integer> places, Sink into) throws IOException {
    long found = 0;
    try (MatrixPartReader rows =
        MatrixPartReader.open(conf, part.path(matrix.directory()), matrix.element())) {
      double[] values = new double[matrix.blockSize()];
      for (int row = 0, end = 0; row < rows.rows(); row++) {
        Integer place = places.get(rows.scan(row));
        if (place != null) {
          if (row >= end) {
            end = endOfRun(rows, row, places);
            rows.readAheadTo(end);
          }
          int block = rows.block(row);
          rows.read(row, values, 0, blocks.size(block));
          into.take(place, blocks.first(block), values, blocks.size(block));
          found++;
        }
      }
    }
    return found;
  }

  /** One past the last of the rows from {@code first} on that are all wanted. */
  private static int endOfRun(MatrixPartReader rows, int first, Map<String, Integer> places) {
    int end = first + 1;
    while (end < rows.rows() && places.containsKey(rows.scan(end))) {
      end++;
    }
    return end;
  }
}
