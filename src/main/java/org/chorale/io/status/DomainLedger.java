package org.chorale.io.status;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Types;
import org.chorale.io.parquet.CellType;

/** {@code status/domains}: a row per feature of which values left its domain. */
public final class DomainLedger {
  private final LedgerTable rows =
      new LedgerTable(
          List.of(
              CellType.TEXT.named("feature"),
              CellType.TEXT.named("domain"),
              LedgerFiles.count("outside"),
              LedgerFiles.count("n"),
              number("lowest"),
              number("highest"),
              CellType.TEXT.named("scan")));

  private static PrimitiveType number(String name) {
    return Types.required(DOUBLE).named(name);
  }

  /**
   * Adds a row.
   *
   * @param outside values outside of the domain, of {@code observed}
   * @param scan whose value lies farthest outside
   */
  public void add(
      String feature,
      String domain,
      int outside,
      int observed,
      double lowest,
      double highest,
      String scan) {
    rows.add(feature, domain, outside, observed, lowest, highest, scan);
  }

  /** Writes both formats. */
  public void write(Configuration conf, Path status) throws IOException {
    LedgerFiles.writeBoth(conf, status, "domains", rows);
  }
}
