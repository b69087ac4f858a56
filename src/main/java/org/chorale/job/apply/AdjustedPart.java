package org.chorale.job.apply;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.harmonised.HarmonisedWriter;
import org.chorale.io.harmonised.OutputColumn;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.io.rows.RowLookup;
import org.chorale.io.rows.RowReader;
import org.chorale.job.input.ScanAssignment;
import org.chorale.job.input.TableRows;
import org.chorale.model.Cohort;

/** One part of the first table, joined with the others, adjusted and written. For one task. */
final class AdjustedPart implements Closeable {
  private final Configuration conf;
  private final int part;
  private final TableRows tables;
  private final ScanAssignment scans;
  private final ModelSlices.Reader slices;
  private final Map<List<Integer>, RowLookup> lookups = new HashMap<>();
  private final double[] values;
  private final byte[][] carried;

  AdjustedPart(
      Configuration conf, int part, TableRows tables, ScanAssignment scans, ModelSlices slices) {
    this.conf = conf;
    this.part = part;
    this.tables = tables;
    this.scans = scans;
    this.slices = slices.reader(conf);
    this.values = new double[tables.featureCount()];
    this.carried = new byte[tables.carriedCount()][];
  }

  void write(Path path, TableFormat format) throws IOException {
    List<OutputColumn> columns = tables.columns();
    try (RowReader rows = tables.store(0).read(conf, part);
        HarmonisedWriter out = HarmonisedWriter.open(conf, path, columns, format, part == 0)) {
      for (int row = tables.firstRow(0, part); rows.next(); row++) {
        int site = scans.site(0, row);
        if (site == Cohort.OUT) {
          continue;
        }
        rows.values(values, 0);
        System.arraycopy(rows.carried(), 0, carried, 0, tables.store(0).carriedCount());
        int scan = scans.scan(0, row);
        for (int t = 1; t < tables.tableCount(); t++) {
          lookUp(t, scans.row(t, scan));
        }
        slices.adjust(site, scans.z(), scan * scans.covariateCount(), values);
        out.write(values, carried);
      }
    }
  }

  private void lookUp(int table, int row) throws IOException {
    int where = tables.partOf(table, row);
    List<Integer> key = List.of(table, where);
    RowLookup lookup = lookups.get(key);
    if (lookup == null) {
      lookup = tables.store(table).look(conf, where);
      lookups.put(key, lookup);
    }
    lookup.read(tables.offset(table, row), values, tables.firstFeature(table));
    System.arraycopy(
        lookup.carried(),
        0,
        carried,
        tables.firstCarried(table),
        tables.store(table).carriedCount());
  }

  @Override
  public void close() throws IOException {
    for (RowLookup lookup : lookups.values()) {
      lookup.close();
    }
  }
}
