package org.chorale.io.harmonised;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.chorale.io.parquet.CellType;
import org.chorale.io.parquet.FlatParquetReader;
import org.chorale.io.parquet.RowGroup;
import org.chorale.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harmonised table as CSV and as Parquet. */
class HarmonisedWriterTest {
  private static final Configuration CONF = new Configuration();
  private static final CellType DATE =
      CellType.of(
          Types.optional(PrimitiveTypeName.INT32)
              .as(LogicalTypeAnnotation.dateType())
              .named("day"));
  private static final List<OutputColumn> COLUMNS =
      List.of(
          OutputColumn.carried("id", 0, CellType.TEXT),
          OutputColumn.feature("v,1", 1),
          OutputColumn.carried("day", 1, DATE),
          OutputColumn.feature("w", 0));

  @TempDir Path directory;

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(directory.resolve(name).toUri());
  }

  private static byte[] day(int day) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(day).array();
  }

  private static void writeRows(HarmonisedWriter writer) throws IOException {
    try (writer) {
      writer.write(new double[] {1, 0.1}, new byte[][] {"007".getBytes(UTF_8), day(0)});
      writer.write(new double[] {Double.NaN, -0.0}, new byte[][] {null, null});
      writer.write(new double[] {1e10, 1e-5}, new byte[][] {" a,\"b\" ".getBytes(UTF_8), day(1)});
    }
  }

  @Test
  void csvHasShortNumbersEmptyCellsAndQuotesWhereNeeded() throws IOException {
    writeRows(CsvHarmonisedWriter.withHeader(CONF, path("t.csv"), COLUMNS));
    assertThat(directory.resolve("t.csv"))
        .hasContent(
            """
            id,"v,1",day,w
            007,0.1,1970-01-01,1
            ,-0,,
            " a,""b"" ",1.0E-5,1970-01-02,1.0E10
            """);
    assertThat(directory.toFile().list()).containsExactly("t.csv");
  }

  @Test
  void csvPartsWithoutHeaderCanBeAppended() throws IOException {
    writeRows(CsvHarmonisedWriter.withoutHeader(CONF, path("t.csv"), COLUMNS));
    assertThat(directory.resolve("t.csv")).content().startsWith("007,");
  }

  @Test
  void parquetKeepsTypesOrderAndMissingValues() throws IOException {
    writeRows(ParquetHarmonisedWriter.create(CONF, path("t.parquet"), COLUMNS, Map.of("k", "v")));
    try (FlatParquetReader file = FlatParquetReader.open(CONF, path("t.parquet"));
        RowGroup group = file.readRowGroup(0, 0, 1, 2, 3)) {
      assertThat(file.columns().stream().map(Object::toString))
          .containsExactly(
              "optional binary id (STRING)",
              "optional double v,1",
              "optional int32 day (DATE)",
              "optional double w");
      assertThat(group.strings(0)).containsExactly("007", null, " a,\"b\" ");
      assertThat(group.doubles(1)).containsExactly(0.1, -0.0, 1e-5);
      assertThat(group.strings(2)).containsExactly("1970-01-01", null, "1970-01-02");
      assertThat(group.doubles(3)).containsExactly(1, Double.NaN, 1e10);
      assertThat(file.metadata()).containsEntry("k", "v");
    }
  }

  @Test
  void parquetBeginsARowGroupWhenTheBufferIsFull() throws IOException {
    try (HarmonisedWriter writer =
        ParquetHarmonisedWriter.create(CONF, path("t.parquet"), COLUMNS, Map.of(), 1_000)) {
      for (int row = 0; row < 100; row++) {
        writer.write(
            new double[] {row, -row},
            new byte[][] {Integer.toString(row).getBytes(UTF_8), day(row)});
      }
    }
    try (FlatParquetReader file = FlatParquetReader.open(CONF, path("t.parquet"))) {
      assertThat(file.rowCount()).isEqualTo(100);
      assertThat(file.rowGroupCount()).isBetween(5, 20);
      int row = 0;
      for (int g = 0; g < file.rowGroupCount(); g++) {
        try (RowGroup group = file.readRowGroup(g, 0, 3)) {
          double[] values = group.doubles(3);
          String[] ids = group.strings(0);
          for (int r = 0; r < group.rows(); r++, row++) {
            assertThat(values[r]).isEqualTo(row);
            assertThat(ids[r]).isEqualTo(Integer.toString(row));
          }
        }
      }
    }
  }

  @Test
  void withoutRowsBothAreStillTables() throws IOException {
    ParquetHarmonisedWriter.create(CONF, path("t.parquet"), COLUMNS, Map.of()).close();
    CsvHarmonisedWriter.withHeader(CONF, path("t.csv"), COLUMNS).close();
    try (FlatParquetReader file = FlatParquetReader.open(CONF, path("t.parquet"))) {
      assertThat(file.rowCount()).isZero();
      assertThat(file.columns()).hasSize(4);
    }
    assertThat(directory.resolve("t.csv")).hasContent("id,\"v,1\",day,w\n");
  }

  @Test
  void namesThatDifferInCaseAloneAreRefusedInParquet() {
    List<OutputColumn> columns =
        List.of(OutputColumn.feature("Age", 0), OutputColumn.feature("age", 1));
    assertThatThrownBy(() -> OutputColumn.refuseAmbiguousNames(columns))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("'Age'", "'age'", "CSV");
  }
}
