package org.chorale.io.matrix;

import java.util.ArrayList;
import java.util.List;

/**
 * How a site's values are cut into files: each has all its scans for a run of blocks, so that the
 * moments of a site and block come from one file. A function of scans, blocks and sizes alone.
 */
public final class MatrixCut {
  /** Features of a block, unless something else is asked for; docs/benchmarks.md says why. */
  public static final int BLOCK_SIZE = 4096;

  /** Bytes of values in a file, about, unless something else is asked for. */
  public static final long FILE_BYTES = 128L << 20;

  private MatrixCut() {}

  /**
   * Cuts the values of one site.
   *
   * @param siteIndex index of the site, for its key
   * @param label of the site
   * @param scans of the site
   * @param blocks B
   * @param blockBytes bytes of a scan's values of a block
   * @param fileBytes bytes of a file, about
   */
  public static List<MatrixPart> site(
      int siteIndex, String label, int scans, int blocks, long blockBytes, long fileBytes) {
    long all = scans * blockBytes * blocks;
    int files = (int) Math.max(1, Math.min(blocks, (all + fileBytes / 2) / fileBytes));
    List<MatrixPart> parts = new ArrayList<>();
    for (int f = 0; f < files; f++) {
      int first = (int) ((long) f * blocks / files);
      int end = (int) ((f + 1L) * blocks / files);
      parts.add(new MatrixPart(MatrixPart.siteKey(siteIndex), label, f, first, end, scans));
    }
    return parts;
  }
}
