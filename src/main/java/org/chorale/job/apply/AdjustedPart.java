package org.chorale.job.apply;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.harmonised.HarmonisedWriter;
import org.chorale.io.harmonised.OutputColumn;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.job.fit.BlockScales;
import org.chorale.job.input.JoinedRows;
import org.chorale.job.input.ScanAssignment;
import org.chorale.job.input.TableRows;

/** One part of the first table, joined with the others, adjusted and written. For one task. */
final class AdjustedPart implements Closeable {
  private final Configuration conf;
  private final int part;
  private final TableRows tables;
  private final ScanAssignment scans;
  private final ModelSlices.Reader slices;
  private final ScaledScan scaled;

  AdjustedPart(
      Configuration conf,
      int part,
      TableRows tables,
      ScanAssignment scans,
      ModelSlices slices,
      BlockScales scales)
      throws IOException {
    this.conf = conf;
    this.part = part;
    this.tables = tables;
    this.scans = scans;
    this.slices = slices.reader(conf);
    this.scaled = new ScaledScan(scales, conf);
  }

  void write(Path path, TableFormat format) throws IOException {
    List<OutputColumn> columns = tables.columns();
    try (JoinedRows rows = new JoinedRows(conf, part, tables, scans);
        HarmonisedWriter out = HarmonisedWriter.open(conf, path, columns, format, part == 0)) {
      while (rows.next()) {
        double[] values = rows.values();
        scaled.toScale(values);
        slices.adjust(rows.site(), scans.z(), rows.scan() * scans.covariateCount(), values);
        scaled.fromScale(values);
        out.write(values, rows.carried());
      }
    }
  }

  @Override
  public void close() throws IOException {
    slices.close();
  }
}
