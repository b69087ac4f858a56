package org.chorale.io.status;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.Types;
import org.chorale.io.parquet.CellType;
import org.chorale.io.storage.NewFile;
import org.chorale.io.storage.TextParts;
import org.chorale.stats.regression.FeatureStatus;

/**
 * Rows per (feature, site) whose treatment differs from its site's, from one block, as Parquet and
 * as CSV without header. For one thread; holds the rows of the part.
 */
public final class FeatureLedger {
  private final Configuration conf;
  private final Path status;
  private final int part;
  private final String attempt;
  private final LedgerTable rows;

  /**
   * Opens the ledger of a part.
   *
   * @param part index of the block
   * @param attempt label that no other attempt of the task has
   */
  public FeatureLedger(Configuration conf, Path status, int part, String attempt) {
    this.conf = conf;
    this.status = status;
    this.part = part;
    this.attempt = attempt;
    this.rows =
        new LedgerTable(
            List.of(
                CellType.TEXT.named("feature"),
                CellType.TEXT.named("site"),
                Types.required(INT32).named("n"),
                CellType.TEXT.named("reason"),
                CellType.TEXT.named("treatment")));
  }

  /** Adds a row. */
  public void add(String feature, String site, int observed, FeatureStatus why) {
    rows.add(feature, site, observed, why.reasonCode(), treatment(why));
  }

  private static String treatment(FeatureStatus why) {
    if (why.hasScale()) {
      return "plain-scale";
    }
    if (why.hasLocation()) {
      return "mean-only";
    }
    return why.isPassedThrough() ? "passed-through" : "none";
  }

  /** Writes the part. */
  public void commit() throws IOException {
    if (rows.isEmpty() && part > 0) {
      // One file is enough to tell readers the columns.
      return;
    }
    Path directory = new Path(status, LedgerFiles.FEATURES);
    Path parquet = new Path(directory, TextParts.name(part, "parquet"));
    rows.writeParquet(conf, NewFile.attempt(parquet, attempt));
    NewFile.publish(conf, NewFile.attempt(parquet, attempt), parquet);
    Path text = new Path(LedgerFiles.textParts(status), TextParts.name(part, "csv"));
    rows.writeCsv(conf, NewFile.attempt(text, attempt), false);
    NewFile.publish(conf, NewFile.attempt(text, attempt), text);
  }
}
