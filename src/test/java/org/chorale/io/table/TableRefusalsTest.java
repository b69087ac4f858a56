package org.chorale.io.table;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chorale.io.table.ImportedTable.CONF;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chorale.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before a task runs, and in which words. */
class TableRefusalsTest {
  @TempDir Path directory;

  private void assertRefused(Path path, String... words) {
    assertThatThrownBy(() -> TableFile.open(CONF, path.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(path.toString())
        .hasMessageContainingAll(words);
  }

  private void assertRefused(String name, String text, String... words) throws IOException {
    assertRefused(ImportedTable.file(directory, name, text), words);
  }

  @Test
  void absentFileIsRefused() {
    assertRefused(directory.resolve("none.csv"), "no such file");
  }

  @Test
  void directoryWithoutParquetIsRefused() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertRefused(empty, "without Parquet files");
    ImportedTable.file(empty, "t.csv", "id,v\ns,1\n");
    assertRefused(empty, "without Parquet files");
    Files.createDirectory(empty.resolve("site=A"));
    assertRefused(empty, "'site=A'", "not partitioned");
  }

  @Test
  void emptyFilesAndHeadersAloneAreRefused() throws IOException {
    assertRefused("a.csv", "", "empty");
    assertRefused("b.csv", "\n\n", "empty");
    assertRefused("c.csv", "id,v", "no row");
    assertRefused("d.csv", "id,v\n", "no row");
    assertRefused("e.csv", "id,v\n,,\n\n", "no row");
    assertRefused("f.csv", ",,\n1,2,3\n", "no column has a name");
  }

  @Test
  void duplicateNamesAreRefusedWithBothPositions() throws IOException {
    assertRefused("t.csv", "id,v, v \ns,1,2\n", ":1:", "columns 2 and 3", "'v'");
  }

  @Test
  void otherEncodingsAreRefusedWithARemedy() throws IOException {
    for (String charset : new String[] {"UTF-16", "UTF-32"}) {
      for (String order : new String[] {"LE", "BE"}) {
        Charset encoding = Charset.forName(charset + order);
        Path file = ImportedTable.file(directory, "t.csv", "\ufeffid,v\ns,1\n", encoding);
        assertRefused(file, charset, "iconv");
      }
    }
    assertRefused(
        ImportedTable.file(directory, "t.csv", "id,\u00fc\ns,1\n", StandardCharsets.ISO_8859_1),
        ":1:",
        "iconv");
  }

  @Test
  void malformedBytesNearTheTopAreRefusedBySampling() throws IOException {
    Path file =
        ImportedTable.file(
            directory, "t.csv", "id,v\ns,1\n\u00fc,1\n", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> ImportedTable.open(file).sample(CONF))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(file + ":3:")
        .hasMessageContaining("iconv");
  }

  @Test
  void filesInDisguiseAreRefused() throws IOException {
    assertRefused("a.csv", "PAR1....", "Parquet");
    assertRefused("b.csv", "PK\3\4....", "Excel");
    assertRefused("c.csv", "id,v\ns,\0\n", "binary");
    assertRefused("d.csv.gz", "id,v\ns,1\n", "not compressed");
    assertRefused("e.parquet", "id,v\ns,1\n", "not a Parquet file");
    assertRefused("f.xlsx", "id,v\ns,1\n", "rename");
    Path gzip = directory.resolve("g.csv");
    Files.write(gzip, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
    assertRefused(gzip, "gzip");
  }

  @Test
  void carriageReturnsAloneAreRefusedWithARemedy() throws IOException {
    assertRefused("t.csv", "id,v\rs,1\r", "old Macs", "tr ");
  }
}
