package org.chorale.job.values;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.chorale.io.rows.RowReader;
import org.chorale.job.input.ScanAssignment;
import org.chorale.job.input.TableRows;
import org.chorale.model.Blocks;
import org.chorale.stats.scans.ScansBySite;

/**
 * Values of tables that lie aside in our binary form. Rows are read whole, as rows of other lengths
 * have no place that could be told: once for every run of features of the table.
 */
public final class TableValues implements BlockValues {
  private static final long serialVersionUID = 1L;

  private final Broadcast<TableRows> tables;
  private final Broadcast<ScanAssignment> assignment;
  private final Blocks blocks;

  /** Of tables. */
  public TableValues(
      Broadcast<TableRows> tables, Broadcast<ScanAssignment> assignment, Blocks blocks) {
    this.tables = tables;
    this.assignment = assignment;
    this.blocks = blocks;
  }

  @Override
  public Reader open(Configuration conf, ScansBySite scans) {
    return new Rows(conf, tables.value(), assignment.value(), blocks, scans);
  }

  /** A file is open only while it is read. */
  private static final class Rows implements Reader {
    private final Configuration conf;
    private final TableRows tables;
    private final ScanAssignment assignment;
    private final Blocks blocks;
    private final ScansBySite scans;

    Rows(
        Configuration conf,
        TableRows tables,
        ScanAssignment assignment,
        Blocks blocks,
        ScansBySite scans) {
      this.conf = conf;
      this.tables = tables;
      this.assignment = assignment;
      this.blocks = blocks;
      this.scans = scans;
    }

    @Override
    public int read(int block, int first, int count, double[] into) throws IOException {
      int table = 0;
      while (blocks.firstOfSource(table + 1) <= block) {
        table++;
      }
      int column = blocks.first(block) - tables.firstFeature(table) + first;
      double[] values = new double[count];
      int found = 0;
      int row = 0;
      for (int part = 0; part < tables.partCount(table); part++) {
        try (RowReader rows = tables.store(table).read(conf, part)) {
          for (; rows.next(); row++) {
            int scan = assignment.scan(table, row);
            int place = scan < 0 ? scan : scans.place(scan);
            if (place >= 0) {
              rows.values(column, count, values, 0);
              for (int k = 0; k < count; k++) {
                into[k * scans.count() + place] = values[k];
              }
              found++;
            }
          }
        }
      }
      return found;
    }

    @Override
    public void close() {}
  }
}
