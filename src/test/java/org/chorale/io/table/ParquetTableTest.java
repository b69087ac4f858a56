package org.chorale.io.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chorale.io.table.ImportedTable.CONF;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.chorale.io.parquet.CellType;
import org.chorale.io.parquet.FlatParquetWriter;
import org.chorale.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet tables: files, directories of files, and what is refused of them. */
class ParquetTableTest {
  private static final PrimitiveType ID = Types.required(PrimitiveTypeName.INT64).named("id");
  private static final PrimitiveType SITE = CellType.TEXT.named(" site ");
  private static final PrimitiveType VALUE = CellType.DOUBLE.named("v");

  @TempDir Path directory;

  private Path write(String name, PrimitiveType value, double... values) throws IOException {
    Path file = directory.resolve(name);
    try (FlatParquetWriter writer =
        FlatParquetWriter.create(
            CONF,
            new org.apache.hadoop.fs.Path(file.toUri()),
            List.of(ID, SITE, value),
            Map.of())) {
      for (double v : values) {
        writer.startRowGroup(1);
        writer.writeLongs(new long[] {(long) v});
        writer.writeStrings(new String[] {"A"});
        writer.writeDoubles(new double[] {v});
        writer.endRowGroup();
      }
    }
    return file;
  }

  private static TableFile open(Path path) {
    return TableFile.open(CONF, path.toString());
  }

  @Test
  void directoryIsReadInOrderOfNamesRowGroupByRowGroup() throws IOException {
    write("part-2.parquet", VALUE, 5);
    write("part-1.parquet", VALUE, 1, Double.NaN);
    Files.writeString(directory.resolve("_SUCCESS"), "");
    Files.writeString(directory.resolve(".hidden.parquet"), "x");
    TableFile table = open(directory);
    assertThat(table.columns()).containsExactly("id", "site", "v");
    assertThat(table.splits()).hasSize(3);
    assertThat(table.files()).hasSize(2);
    assertThat(table.bytes()).isPositive();
    assertThat(table.sample(CONF))
        .containsExactly(ColumnKind.NUMERIC, ColumnKind.TEXT, ColumnKind.NUMERIC);
    ImportedTable read = new ImportedTable(table, 2, Files.createTempDirectory("chorale"));
    assertThat(read.rows).containsExactly("1|A|1.0|", "0|A|NaN|", "5|A|5.0|");
    assertThat(read.lines).containsExactly(1L, 2L, 3L);
    assertThat(read.parts.get(2).role(0, 0)).isEqualTo("5");
    assertThat(read.tallies.missing(2)).isEqualTo(1);
    assertThat(read.tallies.text(1)).isEqualTo(3);
  }

  @Test
  void infiniteValuesAndTextsInFeaturesAreReported() throws IOException {
    Path file = write("t.parquet", VALUE, 1, Double.POSITIVE_INFINITY);
    ImportedTable read = new ImportedTable(open(file), 1, directory);
    assertThat(read.problems)
        .containsExactlyInAnyOrder(
            "t:1: column 'site' of scan '1' found 'A'; expected a number or a missing value; leave"
                + " the column out of the features.",
            "t:2: column 'site' of scan '9223372036854775807' found 'A'; expected a number or a"
                + " missing value; leave the column out of the features.",
            "t:2: column 'v' of scan '9223372036854775807' found 'Infinity'; expected a finite"
                + " number; correct it, or leave it empty if it is missing.");
    assertThat(read.tallies.text(1)).isEqualTo(2);
    assertThat(read.tallies.missing(1)).isZero();
    assertThat(read.rows.get(0)).isEqualTo("1|NaN|1.0|");
  }

  @Test
  void filesWithOtherColumnsAreRefused() throws IOException {
    write("part-1.parquet", VALUE, 1);
    write("part-2.parquet", CellType.DOUBLE.named("w"), 1);
    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("part-2.parquet: column 3 is 'w'", "part-1.parquet it is 'v'");
  }

  @Test
  void tablesWithoutRowsAreRefused() throws IOException {
    assertThatThrownBy(() -> open(write("t.parquet", VALUE)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no row");
  }

  @Test
  void namesThatAreEqualOnceTrimmedAreRefused() throws IOException {
    assertThatThrownBy(() -> open(write("t.parquet", CellType.TEXT.named("site"))))
        .isInstanceOf(InvalidInputException.class);
  }
}
