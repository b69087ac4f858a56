package org.chorale.io.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.chorale.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flat files written and read back by ourselves. */
class FlatParquetTest {
  private static final Configuration CONF = new Configuration();
  private static final PrimitiveType VALUE = CellType.DOUBLE.named("value");

  @TempDir Path directory;

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(directory.resolve(name).toUri());
  }

  private FlatParquetWriter create(String name, PrimitiveType... columns) throws IOException {
    return FlatParquetWriter.create(CONF, path(name), List.of(columns), Map.of("made", "here"));
  }

  @Test
  void everyKindOfColumnComesBack() throws IOException {
    PrimitiveType count = Types.required(PrimitiveTypeName.INT64).named("count");
    PrimitiveType block = Types.optional(PrimitiveTypeName.INT32).named("block");
    PrimitiveType used = Types.optional(PrimitiveTypeName.BOOLEAN).named("used");
    boolean[] bits = {true, false, true, true, false, false, true, false, true, true};
    try (FlatParquetWriter file =
        create("t.parquet", CellType.TEXT.named("site"), count, VALUE, block, used)) {
      for (int group = 0; group < 2; group++) {
        file.startRowGroup(10);
        file.writeStrings(new String[] {"A", null, "", "\u00e9", "B", "B", "B", "B", "B", null});
        file.writeLongs(new long[] {1, 2, 3, 4, 5, 6, 7, 8, 9, Long.MIN_VALUE});
        file.writeDoubles(new double[] {0, 1, Double.NaN, -3, 4, 5, 6, 7, 8, 1e300});
        file.writeInts(new int[] {group, 2, 3, 4, 5, 6, 7, 8, 9, -10});
        file.writeBooleans(bits);
        file.endRowGroup();
      }
    }
    try (FlatParquetReader file = FlatParquetReader.open(CONF, path("t.parquet"))) {
      assertThat(file.rowGroupCount()).isEqualTo(2);
      assertThat(file.rowCount()).isEqualTo(20);
      assertThat(file.rowCount(1)).isEqualTo(10);
      assertThat(file.metadata()).containsEntry("made", "here");
      assertThat(file.nestedColumns()).isEmpty();
      assertThat(file.indexOf("block")).isEqualTo(3);
      try (RowGroup group = file.readRowGroup(1, 0, 1, 2, 3, 4)) {
        assertThat(group.strings(0))
            .containsExactly("A", null, "", "\u00e9", "B", "B", "B", "B", "B", null);
        assertThat(group.longs(1)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, Long.MIN_VALUE);
        assertThat(group.doubles(2)).containsExactly(0, 1, Double.NaN, -3, 4, 5, 6, 7, 8, 1e300);
        assertThat(group.longs(3)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, -10);
        assertThat(group.cells(4)[2]).containsExactly(1);
        assertThat(group.rows()).isEqualTo(10);
      }
    }
    assertThat(directory.toFile().list()).containsExactly("t.parquet");
  }

  @Test
  void columnsOfARowMajorArrayAreTakenByOffsetAndStride() throws IOException {
    try (FlatParquetWriter file = create("t.parquet", VALUE, CellType.DOUBLE.named("other"))) {
      file.startRowGroup(3);
      double[] rows = {-1, 1, 2, -1, 3, Double.NaN, -1, 5, 6};
      file.writeDoubles(rows, 1, 3);
      file.writeDoubles(rows, 2, 3);
      file.endRowGroup();
    }
    try (FlatParquetReader file = FlatParquetReader.open(CONF, path("t.parquet"));
        RowGroup group = file.readRowGroup(0, 1)) {
      assertThat(group.doubles(1)).containsExactly(2, Double.NaN, 6);
    }
  }

  @Test
  void columnsLongerThanAPageComeBack() throws IOException {
    int rows = 2 * FlatParquetWriter.PAGE_ROWS + 3;
    Random random = new Random(5);
    double[] values = random.doubles(rows).map(v -> v < 0.1 ? Double.NaN : v).toArray();
    byte[][] cells = new byte[rows][];
    Arrays.setAll(cells, r -> r % 7 == 0 ? null : new byte[r % 23]);
    try (FlatParquetWriter file = create("t.parquet", VALUE, CellType.TEXT.named("cell"))) {
      file.startRowGroup(rows);
      file.writeDoubles(values);
      file.writeCells(cells);
      file.endRowGroup();
    }
    try (FlatParquetReader file = FlatParquetReader.open(CONF, path("t.parquet"));
        RowGroup group = file.readRowGroup(0, 0, 1)) {
      assertThat(group.doubles(0)).isEqualTo(values);
      assertThat(Arrays.deepEquals(group.cells(1), cells)).isTrue();
    }
  }

  @Test
  void equalInputGivesEqualBytes() throws IOException {
    for (String name : new String[] {"a", "b"}) {
      try (FlatParquetWriter file = create(name, VALUE)) {
        file.startRowGroup(2);
        file.writeDoubles(new double[] {1, Double.NaN});
        file.endRowGroup();
      }
    }
    assertThat(directory.resolve("a")).hasSameBinaryContentAs(directory.resolve("b"));
  }

  @Test
  void existingFileIsNotOverwritten() throws IOException {
    Files.writeString(directory.resolve("t.parquet"), "mine");
    assertThatThrownBy(() -> create("t.parquet", VALUE)).isInstanceOf(IOException.class);
    assertThat(directory.resolve("t.parquet")).hasContent("mine");
  }

  @Test
  void misusesAreRefused() throws IOException {
    PrimitiveType required = Types.required(PrimitiveTypeName.DOUBLE).named("v");
    FlatParquetWriter file = create("t.parquet", required, CellType.TEXT.named("id"));
    file.startRowGroup(1);
    assertThatThrownBy(() -> file.writeDoubles(new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("required column 'v' got 1 missing values");
    assertThatThrownBy(() -> file.writeDoubles(new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was given values of type DOUBLE");
  }

  @Test
  void damagedFileIsRefused() throws IOException {
    Files.writeString(directory.resolve("t.parquet"), "PAR1 this is not much of a file PAR1");
    assertThatThrownBy(() -> FlatParquetReader.open(CONF, path("t.parquet")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("t.parquet: not a Parquet file, or a damaged one");
  }

  @Test
  void rowGroupWithoutRowsOrColumnsIsReadAsSuch() throws IOException {
    try (FlatParquetWriter file = create("t.parquet", VALUE)) {
      file.startRowGroup(1);
      file.writeDoubles(new double[] {1});
      file.endRowGroup();
    }
    try (FlatParquetReader file = FlatParquetReader.open(CONF, path("t.parquet"));
        RowGroup group = file.readRowGroup(0)) {
      assertThat(group.rows()).isEqualTo(1);
    }
  }

  @Test
  void cellTypesKeepLogicalTypesAndDropNames() {
    PrimitiveType decimal =
        Types.required(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
            .length(9)
            .as(LogicalTypeAnnotation.decimalType(2, 18))
            .named("odd (name; here");
    CellType type = CellType.of(decimal);
    assertThat(type.named("x")).hasToString("optional fixed_len_byte_array(9) x (DECIMAL(18,2))");
    assertThat(type).isEqualTo(CellType.of(type.named("other")));
    assertThat(type).hasToString("fixed_len_byte_array(9) (DECIMAL(18,2))");
    assertThat(type.isNumeric()).isTrue();
    assertThat(CellType.TEXT.isNumeric()).isFalse();
  }
}
