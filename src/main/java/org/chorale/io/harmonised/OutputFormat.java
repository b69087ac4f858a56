package org.chorale.io.harmonised;

/** What a run's harmonised table is to its readers. */
public enum OutputFormat {
  /** A Parquet dataset. */
  PARQUET(TableFormat.PARQUET),
  /** One CSV file. */
  CSV(TableFormat.CSV),
  /** A table of Delta Lake: a Parquet dataset with a log. */
  DELTA(TableFormat.PARQUET);

  private final TableFormat files;

  OutputFormat(TableFormat files) {
    this.files = files;
  }

  /** How its files are written. */
  public TableFormat files() {
    return files;
  }
}
