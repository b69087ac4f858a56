package org.chorale.io.parquet;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our files in Spark's hands, and Spark's in ours. */
class SparkParquetTest {
  private static final Configuration CONF = new Configuration();

  private static SparkSession spark;

  @TempDir Path directory;

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  /** A column of every primitive kind; row 3 of 5 is missing throughout. */
  private Dataset<Row> everyKind() {
    return spark
        .range(5)
        .coalesce(1)
        .selectExpr(
            "id",
            "if(id = 3, null, id % 2 = 0) flag",
            "if(id = 3, null, cast(id as tinyint)) tiny",
            "if(id = 3, null, cast(id * 3 as int)) number",
            "if(id = 3, null, cast(id / 4 as float)) single",
            "if(id = 3, null, id / 3D) value",
            "if(id = 3, null, cast(id * 1.25 as decimal(9, 2))) price",
            "if(id = 3, null, cast(id * 1.25 as decimal(38, 2))) fortune",
            "if(id = 3, null, concat('s', id % 2)) text",
            "if(id = 3, null, date_add(date'2020-02-28', cast(id as int))) day",
            "if(id = 3, null, timestamp_seconds(id * 100000)) moment",
            "if(id = 3, null, cast(concat('b', id) as binary)) bytes");
  }

  private org.apache.hadoop.fs.Path write(Dataset<Row> rows, String name) throws IOException {
    Path target = directory.resolve(name);
    rows.write().option("compression", "snappy").parquet(target.toString());
    return part(target);
  }

  private static org.apache.hadoop.fs.Path part(Path target) throws IOException {
    org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path(target.toUri());
    for (FileStatus file : FileSystem.get(CONF).listStatus(folder)) {
      if (file.getPath().getName().startsWith("part-")) {
        return file.getPath();
      }
    }
    throw new IOException("Spark wrote nothing");
  }

  @Test
  void compressedDictionaryPagesOfSparkAreRead() throws IOException {
    Dataset<Row> rows =
        spark.range(20_000).coalesce(1).selectExpr("concat('s', id % 7) site", "id % 100 / 7D v");
    try (FlatParquetReader file = FlatParquetReader.open(CONF, write(rows, "spark"));
        RowGroup group = file.readRowGroup(0, 0, 1)) {
      double[] values = group.doubles(1);
      String[] sites = group.strings(0);
      assertThat(values).hasSize(20_000);
      for (int row = 0; row < values.length; row++) {
        assertThat(values[row]).isEqualTo(row % 100 / 7.0);
        assertThat(sites[row]).isEqualTo("s" + row % 7);
      }
    }
  }

  @Test
  void pagesOfBothVersionsWithAndWithoutDictionaryAreRead() throws IOException {
    Dataset<Row> rows =
        spark
            .range(50_000)
            .coalesce(1)
            .selectExpr(
                "if(id % 5 = 2, null, id % 100 / 7D) few",
                "if(id % 5 = 2, null, id / 7D) many",
                "id / 7D complete",
                "cast(null as double) never",
                "if(id % 5 = 2, null, cast(id as int)) number");
    for (String version : new String[] {"PARQUET_1_0", "PARQUET_2_0"}) {
      for (String dictionary : new String[] {"true", "false"}) {
        Path target = directory.resolve(version + dictionary);
        rows.write()
            .option("parquet.writer.version", version)
            .option("parquet.enable.dictionary", dictionary)
            .option("parquet.page.size", "65536")
            .parquet(target.toString());
        try (FlatParquetReader file = FlatParquetReader.open(CONF, part(target));
            RowGroup group = file.readRowGroup(0, 0, 1, 2, 3, 4)) {
          double[] number = group.doubles(4);
          double[] complete = group.doubles(2);
          double[][] columns = {group.doubles(0), group.doubles(1), group.doubles(3)};
          for (int row = 0; row < 50_000; row++) {
            Double expected = row % 5 == 2 ? Double.NaN : (double) row;
            assertThat(number[row]).isEqualTo(expected);
            assertThat(columns[0][row]).isEqualTo((Double) (expected % 100 / 7));
            assertThat(columns[1][row]).isEqualTo((Double) (expected / 7));
            assertThat(complete[row]).isEqualTo(row / 7.0);
            assertThat(columns[2][row]).isNaN();
          }
        }
      }
    }
  }

  @Test
  void everyKindIsReadAsNumberOrText() throws IOException {
    try (FlatParquetReader file = FlatParquetReader.open(CONF, write(everyKind(), "spark"));
        RowGroup group = file.readRowGroup(0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)) {
      assertThat(group.doubles(2)).containsExactly(0, 1, 2, Double.NaN, 4);
      assertThat(group.doubles(3)).containsExactly(0, 3, 6, Double.NaN, 12);
      assertThat(group.doubles(4)).containsExactly(0, 0.25, 0.5, Double.NaN, 1);
      assertThat(group.doubles(6)).containsExactly(0, 1.25, 2.5, Double.NaN, 5);
      assertThat(group.doubles(7)).containsExactly(0, 1.25, 2.5, Double.NaN, 5);
      assertThat(group.strings(0)).containsExactly("0", "1", "2", "3", "4");
      assertThat(group.strings(1)).containsExactly("true", "false", "true", null, "true");
      assertThat(group.strings(5))
          .startsWith("0", "0.3333333333333333")
          .endsWith(null, "1.3333333333333333");
      assertThat(group.strings(8)).containsExactly("s0", "s1", "s0", null, "s0");
      assertThat(group.strings(9)).startsWith("2020-02-28", "2020-02-29", "2020-03-01");
      assertThat(group.strings(10)[1]).startsWith("1970-01-02T03:46:40");
      assertThat(group.strings(11)).containsExactly("b0", "b1", "b2", null, "b4");
    }
  }

  @Test
  void everyKindCarriedThroughAsCellsIsTheSameToSpark() throws IOException {
    spark.conf().set("spark.sql.parquet.outputTimestampType", "INT96");
    org.apache.hadoop.fs.Path source = write(everyKind(), "spark");
    spark.conf().unset("spark.sql.parquet.outputTimestampType");
    org.apache.hadoop.fs.Path copy =
        new org.apache.hadoop.fs.Path(directory.resolve("copy.parquet").toUri());
    try (FlatParquetReader file = FlatParquetReader.open(CONF, source)) {
      List<PrimitiveType> columns = new ArrayList<>();
      file.columns().forEach(c -> columns.add(CellType.of(c).named(c.getName())));
      int[] all = new int[columns.size()];
      Arrays.setAll(all, c -> c);
      try (RowGroup group = file.readRowGroup(0, all);
          FlatParquetWriter out = FlatParquetWriter.create(CONF, copy, columns, Map.of())) {
        out.startRowGroup(group.rows());
        for (int column : all) {
          out.writeCells(group.cells(column));
        }
        out.endRowGroup();
      }
    }
    Dataset<Row> copied = spark.read().parquet(copy.toString());
    assertThat(copied.schema()).isEqualTo(spark.read().parquet(source.toString()).schema());
    assertThat(copied.orderBy("id").collectAsList())
        .isEqualTo(spark.read().parquet(source.toString()).orderBy("id").collectAsList());
  }

  @Test
  void sparkFiltersOurPagesByTheirBounds() throws IOException {
    org.apache.hadoop.fs.Path path =
        new org.apache.hadoop.fs.Path(directory.resolve("t.parquet").toUri());
    int rows = FlatParquetWriter.PAGE_ROWS + 100;
    double[] values = new double[rows];
    String[] names = new String[rows];
    Arrays.setAll(values, r -> r % 10 == 3 ? Double.NaN : r);
    Arrays.setAll(names, r -> r % 10 == 4 ? null : "n" + r);
    try (FlatParquetWriter file =
        FlatParquetWriter.create(
            CONF,
            path,
            List.of(CellType.TEXT.named("name"), CellType.DOUBLE.named("v")),
            Map.of())) {
      file.startRowGroup(rows);
      file.writeStrings(names);
      file.writeDoubles(values);
      file.endRowGroup();
    }
    Dataset<Row> table = spark.read().parquet(path.toString());
    assertThat(table.count()).isEqualTo(rows);
    assertThat(table.where(col("v").isNull()).count()).isEqualTo((rows + 6) / 10);
    assertThat(table.where(col("v").equalTo(rows - 1.0)).count()).isEqualTo(1);
    assertThat(table.where(col("name").equalTo("n5")).count()).isEqualTo(1);
    assertThat(table.where(col("name").equalTo("n" + (rows - 1))).count()).isEqualTo(1);
  }

  @Test
  void nestedColumnsAreNamedNotRead() throws IOException {
    Dataset<Row> rows =
        spark.range(2).coalesce(1).selectExpr("array(id) many", "id", "struct(id) both");
    try (FlatParquetReader file = FlatParquetReader.open(CONF, write(rows, "spark"));
        RowGroup group = file.readRowGroup(0, 0)) {
      assertThat(file.nestedColumns()).containsExactly("many", "both");
      assertThat(file.columns()).hasSize(1);
      assertThat(group.longs(0)).containsExactly(0, 1);
    }
  }
}
