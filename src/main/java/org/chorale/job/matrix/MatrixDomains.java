package org.chorale.job.matrix;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.matrix.Element;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.job.fit.BlockScales;
import org.chorale.model.InvalidInputException;
import org.chorale.stats.domain.DomainScale;

/**
 * Refuses the values of a feature matrix that leave their domain, and takes the others to its
 * scale, block after block. For one thread.
 */
final class MatrixDomains {
  private final Configuration conf;
  private final FeatureMatrix matrix;
  private final BlockScales scales;
  private int block;
  private DomainScale declared;
  private DomainScale transformed;

  MatrixDomains(Configuration conf, FeatureMatrix matrix, BlockScales scales) {
    this.conf = conf;
    this.matrix = matrix;
    this.scales = scales;
  }

  /** Turns to a block. */
  void start(int next) throws IOException {
    block = next;
    declared = scales.declared(conf, next);
    transformed = scales.transformed(conf, next);
  }

  /**
   * Checks the values of a scan and takes those to the scale that are harmonised on it.
   *
   * @throws InvalidInputException if one leaves its domain
   */
  void enter(String scan, double[] values) throws IOException {
    check(scan, values);
    if (transformed != null) {
      transformed.toScale(values, 0);
    }
  }

  /**
   * Checks the values of a scan.
   *
   * @throws InvalidInputException if one leaves its domain
   */
  void check(String scan, double[] values) throws IOException {
    int outside = declared == null ? -1 : declared.firstOutside(values, 0);
    if (outside >= 0) {
      throw refused(scan, outside, values[declared.feature(outside)]);
    }
  }

  private InvalidInputException refused(String scan, int outside, double value) throws IOException {
    return new InvalidInputException(
        "%s: feature '%s' of scan '%s' is %s; expected a value %s, as --domain says; correct it, set it missing, or leave the feature out of --domain"
            .formatted(
                matrix.directory(),
                scales.names(conf, block)[declared.feature(outside)],
                scan,
                matrix.element() == Element.FLOAT32
                    ? Float.toString((float) value)
                    : Double.toString(value),
                declared.domain(outside).words()));
  }
}
