package org.chorale.io.matrix;

import java.io.Serializable;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/** One file of values: the scans of one site for a run of blocks. Immutable; travels. */
public final class MatrixPart implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String siteKey;
  private final String siteLabel;
  private final int number;
  private final int firstBlock;
  private final int endBlock;
  private final int scans;

  /**
   * A file.
   *
   * @param siteKey as in {@code s0007}, see {@link #siteKey(int)}
   * @param siteLabel what the user calls the site
   * @param number among the files of the site
   * @param firstBlock first block of the run
   * @param endBlock one past the last block
   * @param scans rows of each block
   */
  public MatrixPart(
      String siteKey, String siteLabel, int number, int firstBlock, int endBlock, int scans) {
    this.siteKey = siteKey;
    this.siteLabel = siteLabel;
    this.number = number;
    this.firstBlock = firstBlock;
    this.endBlock = endBlock;
    this.scans = scans;
  }

  /** Key of a site by its index. */
  public static String siteKey(int index) {
    return String.format(Locale.ROOT, "s%04d", index);
  }

  /** The same file with other scans. */
  public MatrixPart withScans(int count) {
    return new MatrixPart(siteKey, siteLabel, number, firstBlock, endBlock, count);
  }

  /** Key of its site. */
  public String siteKey() {
    return siteKey;
  }

  /** Label of its site. */
  public String siteLabel() {
    return siteLabel;
  }

  /** Its number among the files of its site. */
  public int number() {
    return number;
  }

  /** First block. */
  public int firstBlock() {
    return firstBlock;
  }

  /** One past the last block. */
  public int endBlock() {
    return endBlock;
  }

  /** Scans, each with a row per block. */
  public int scans() {
    return scans;
  }

  /** Path within the matrix. */
  public String path() {
    return String.format(
        Locale.ROOT, "%s/site_key=%s/part-%05d.parquet", FeatureMatrix.VALUES, siteKey, number);
  }

  /** Path of the file. */
  public Path path(Path matrix) {
    return new Path(matrix, path());
  }

  @Override
  public String toString() {
    return path();
  }
}
