package org.chorale.job.matrix;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.chorale.model.Cohort;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Study;

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

  MatrixScans(Study study) {
    siteOf = new int[study.scans().size()];
    Arrays.setAll(siteOf, study.cohort()::site);
    for (int s = 0; s < siteOf.length; s++) {
      scanOf.put(study.scans().id(s), s);
    }
    z = study.z();
    covariateCount = study.design().columnCount();
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
