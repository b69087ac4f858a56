package org.chorale.job.image;

import java.io.Serializable;
import org.chorale.io.image.Grid;

/** What header and sidecar of an image tell. Immutable; travels; some 300 bytes. */
final class ImageFacts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final Grid grid;
  private final int volumes;
  private final boolean isFloat64;
  private final long bytes;
  private final String[] fields;

  private ImageFacts(
      String problem, Grid grid, int volumes, boolean isFloat64, long bytes, String[] fields) {
    this.problem = problem;
    this.grid = grid;
    this.volumes = volumes;
    this.isFloat64 = isFloat64;
    this.bytes = bytes;
    this.fields = fields;
  }

  /** Of an image that can't be used. */
  static ImageFacts unusable(String problem) {
    return new ImageFacts(problem, null, 0, false, 0, null);
  }

  /**
   * Of an image.
   *
   * @param bytes of its file
   * @param fields of its sidecar, in the order they were asked for; kept, not copied
   */
  static ImageFacts of(Grid grid, int volumes, boolean isFloat64, long bytes, String[] fields) {
    return new ImageFacts(null, grid, volumes, isFloat64, bytes, fields);
  }

  /** Why the image can't be used, or null. */
  String problem() {
    return problem;
  }

  Grid grid() {
    return grid;
  }

  int volumes() {
    return volumes;
  }

  boolean isFloat64() {
    return isFloat64;
  }

  long bytes() {
    return bytes;
  }

  String[] fields() {
    return fields;
  }
}
