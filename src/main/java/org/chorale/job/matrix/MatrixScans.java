package org.chorale.job.matrix;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.chorale.model.CodedScans;
import org.chorale.model.Cohort;
import org.chorale.model.InvalidInputException;

/**
 * What a task needs to know of the scans of a feature matrix: site and coded covariates by id.
 * Broadcast; some 100 bytes and 8·P per scan. Immutable.
 */
final class MatrixScans implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, Integer> scanOf = new HashMap<>();
  private final int[] siteOf;
  private final double[] z;
  private final int covariateCount;

  MatrixScans(CodedScans scans) {
    siteOf = scans.groupOf();
    for (int s = 0; s < siteOf.length; s++) {
      scanOf.put(scans.table().id(s), s);
    }
    z = scans.z();
    covariateCount = scans.covariateCount();
  }

  /**
   * Index of a scan.
   *
   * @throws InvalidInputException if the scan table doesn't have it
   */
  int scan(String id) {
    Integer scan = scanOf.get(id);
    if (scan == null) {
      throw new InvalidInputException(
          "the feature matrix has values of a scan '%s' that its scan table doesn't have"
              .formatted(id));
    }
    return scan;
  }

  /** Site of a scan, or {@link Cohort#OUT}. */
  int site(int scan) {
    return siteOf[scan];
  }

  /** Coded covariates of all scans, {@code [scan*P + p]}. */
  double[] z() {
    return z;
  }

  /** P. */
  int covariateCount() {
    return covariateCount;
  }
}
