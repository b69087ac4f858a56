package org.chorale.cluster;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads a run's Delta table and puts it into an Iceberg table, by those formats' own readers. */
public final class LakeReader {
  private LakeReader() {}

  /**
   * Prints what it finds, a line each.
   *
   * @param args directory of a Delta table, directory of the Parquet table that it must equal, a
   *     statement that makes the Iceberg table {@code lake.study.thickness}
   */
  public static void main(String[] args) throws IOException {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      Dataset<Row> expected = spark.read().parquet(args[1]);
      Dataset<Row> delta = spark.read().format("delta").load(args[0]);
      System.out.println("delta " + comparison(delta, expected));
      List<Row> history = spark.sql("DESCRIBE HISTORY delta.`" + args[0] + "`").collectAsList();
      System.out.println("versions " + history.size());
      System.out.println("metadata " + history.get(0).<String>getAs("userMetadata"));

      spark.sql("CREATE NAMESPACE lake.study");
      spark.sql(args[2]);
      spark.sql(args[2]);
      System.out.println("iceberg " + comparison(spark.table("lake.study.thickness"), expected));
      System.out.println("snapshots " + spark.table("lake.study.thickness.snapshots").count());
      System.out.println(
          "property "
              + spark
                  .sql("SHOW TBLPROPERTIES lake.study.thickness ('chorale.run')")
                  .first()
                  .getString(1));
    }
  }

  private static String comparison(Dataset<Row> found, Dataset<Row> expected) {
    boolean columns = List.of(found.columns()).equals(List.of(expected.columns()));
    long apart = found.exceptAll(expected).count() + expected.exceptAll(found).count();
    return "rows=%d columns=%s apart=%d".formatted(found.count(), columns, apart);
  }
}
