package org.chorale.job.input;

import java.io.Serializable;
import java.util.Arrays;
import org.chorale.model.CodedScans;
import org.chorale.model.Cohort;
import org.chorale.model.ScanTable;

/**
 * What a task needs to know of the scans: the site and coded covariates of every row of every
 * table. Broadcast; some 8·N·(P+2) bytes. Immutable.
 */
public final class ScanAssignment implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] siteOf;
  private final double[] z;
  private final int covariateCount;
  private final int[][] scanOfRow;
  private final int[][] rowOfScan;

  /**
   * Scans with their groups for sites.
   *
   * @param rows tables of features; the first of the files that the scan table was joined from
   */
  public static ScanAssignment of(CodedScans scans, TableRows rows) {
    return new ScanAssignment(
        scans.table(), scans.groupOf(), scans.z(), scans.covariateCount(), rows);
  }

  /**
   * Scans without covariates.
   *
   * @param siteOf site of every scan, or {@link Cohort#OUT}; kept, not copied
   */
  public static ScanAssignment of(ScanTable scans, int[] siteOf, TableRows rows) {
    return new ScanAssignment(scans, siteOf, new double[0], 0, rows);
  }

  private ScanAssignment(
      ScanTable table, int[] siteOf, double[] z, int covariateCount, TableRows rows) {
    int scans = table.size();
    int tables = rows.tableCount();
    this.siteOf = siteOf;
    this.z = z;
    this.covariateCount = covariateCount;
    scanOfRow = new int[tables][];
    rowOfScan = new int[tables][scans];
    for (int t = 0; t < tables; t++) {
      scanOfRow[t] = new int[rows.rows(t)];
      Arrays.fill(scanOfRow[t], -1);
      for (int s = 0; s < scans; s++) {
        rowOfScan[t][s] = table.row(t, s);
        scanOfRow[t][rowOfScan[t][s]] = s;
      }
    }
  }

  /** Site of a row, or {@link Cohort#OUT}. */
  public int site(int table, int row) {
    int scan = scanOfRow[table][row];
    return scan < 0 ? Cohort.OUT : siteOf[scan];
  }

  /** Scan of a row, or −1. */
  public int scan(int table, int row) {
    return scanOfRow[table][row];
  }

  /** Row of a scan in a table. */
  public int row(int table, int scan) {
    return rowOfScan[table][scan];
  }

  /** Coded covariates of all scans, {@code [scan*P + p]}. */
  public double[] z() {
    return z;
  }

  /** P. */
  public int covariateCount() {
    return covariateCount;
  }
}
