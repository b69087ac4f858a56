package org.chorale.job;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * What Spark itself takes to read a feature matrix twice and write it once, computing nothing: the
 * yardstick for a harmonisation of it. Values become float arrays in the first reading; the second
 * feeds Spark's own writer.
 */
public final class BareSpark {
  private BareSpark() {}

  /**
   * Runs it.
   *
   * @param args the matrix (its element type float32), and a directory to write
   */
  public static void main(String[] args) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.parquet.compression.codec", "uncompressed")
            .config("spark.hadoop.parquet.enable.dictionary", "false")
            .getOrCreate();
    Dataset<Row> rows = spark.read().parquet(args[0] + "/values");
    long start = System.nanoTime();
    JavaRDD<InternalRow> read = rows.select("values").queryExecution().toRdd().toJavaRDD();
    long values = read.map(row -> (long) row.getArray(0).toFloatArray().length).reduce(Long::sum);
    long half = System.nanoTime();
    rows.write().partitionBy("site_key").parquet(args[1]);
    long end = System.nanoTime();
    System.out.printf(
        "read %,d values in %.1f s, read and wrote them in %.1f s%n",
        values, (half - start) / 1e9, (end - half) / 1e9);
    spark.stop();
  }
}
