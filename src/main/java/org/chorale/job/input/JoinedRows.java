package org.chorale.job.input;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.rows.RowLookup;
import org.chorale.io.rows.RowReader;
import org.chorale.model.Cohort;

/**
 * The scans of one part of the first table that take part, joined with their rows of the other
 * tables. For one thread.
 */
public final class JoinedRows implements Closeable {
  private final Configuration conf;
  private final TableRows tables;
  private final ScanAssignment scans;
  private final RowReader rows;
  private final Map<List<Integer>, RowLookup> lookups = new HashMap<>();
  private final double[] values;
  private final byte[][] carried;
  private int row;
  private boolean loaded;

  /** Before the first scan. */
  public JoinedRows(Configuration conf, int part, TableRows tables, ScanAssignment scans)
      throws IOException {
    this.conf = conf;
    this.tables = tables;
    this.scans = scans;
    this.rows = tables.store(0).read(conf, part);
    this.values = new double[tables.featureCount()];
    this.carried = new byte[tables.carriedCount()][];
    this.row = tables.firstRow(0, part) - 1;
  }

  /** Moves to the next scan that takes part; false at the end. */
  public boolean next() throws IOException {
    loaded = false;
    do {
      if (!rows.next()) {
        return false;
      }
      row++;
    } while (scans.site(0, row) == Cohort.OUT);
    return true;
  }

  /** Index of the scan. */
  public int scan() {
    return scans.scan(0, row);
  }

  /** Its site. */
  public int site() {
    return scans.site(0, row);
  }

  /** Its values of all tables' features; the caller may write, until the next scan. */
  public double[] values() throws IOException {
    load();
    return values;
  }

  /** Its carried cells of all tables, null if missing. */
  public byte[][] carried() throws IOException {
    load();
    return carried;
  }

  private void load() throws IOException {
    if (loaded) {
      return;
    }
    rows.values(values, 0);
    System.arraycopy(rows.carried(), 0, carried, 0, tables.store(0).carriedCount());
    for (int t = 1; t < tables.tableCount(); t++) {
      lookUp(t, scans.row(t, scan()));
    }
    loaded = true;
  }

  private void lookUp(int table, int at) throws IOException {
    int where = tables.partOf(table, at);
    List<Integer> key = List.of(table, where);
    RowLookup lookup = lookups.get(key);
    if (lookup == null) {
      lookup = tables.store(table).look(conf, where);
      lookups.put(key, lookup);
    }
    lookup.read(tables.offset(table, at), values, tables.firstFeature(table));
    System.arraycopy(
        lookup.carried(),
        0,
        carried,
        tables.firstCarried(table),
        tables.store(table).carriedCount());
  }

  @Override
  public void close() throws IOException {
    rows.close();
    for (RowLookup lookup : lookups.values()) {
      lookup.close();
    }
  }
}
