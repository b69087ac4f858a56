package org.chorale.io.harmonised;

/** How a table is written. */
public enum TableFormat {
  /** A Parquet dataset, one file for each part. */
  PARQUET("parquet"),
  /** One CSV file, put together from its parts. */
  CSV("csv");

  private final String ending;

  TableFormat(String ending) {
    this.ending = ending;
  }

  /** Ending of a file's name. */
  public String ending() {
    return ending;
  }
}
