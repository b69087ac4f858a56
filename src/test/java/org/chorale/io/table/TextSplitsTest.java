package org.chorale.io.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorale.io.table.ImportedTable.CONF;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wherever a text table is cut, its rows and lines are the same. */
class TextSplitsTest {
  private static final long SEED = 20_261_124;

  @TempDir Path directory;

  private ImportedTable whole(Path file) throws IOException {
    return new ImportedTable(ImportedTable.open(file).asOneSplit(), 2, directory);
  }

  private ImportedTable cut(Path file, long splitBytes) throws IOException {
    return new ImportedTable(ImportedTable.open(file).withSplitBytes(splitBytes), 2, directory);
  }

  @Test
  void splitsOfAnySizeGiveTheSameRows() throws IOException {
    Random random = new Random(SEED);
    StringBuilder text = new StringBuilder("\ufeffid,n\u00f6te,v\r\n");
    for (int row = 0; row < 40; row++) {
      text.append("s").append(row).append(",\u00e9\ud83e\udde0\u20ac".repeat(random.nextInt(2)));
      text.append(random.nextBoolean() ? "" : "x").append(",").append(random.nextGaussian());
      text.append(random.nextInt(4) == 0 ? "\n\n" : random.nextBoolean() ? "\r\n" : "\n");
    }
    text.append("last,,1");
    Path file = ImportedTable.file(directory, "t.csv", text.toString().replace(",,", ",q,"));
    ImportedTable expected = whole(file);
    assertThat(expected.rows).hasSize(41);
    for (long bytes : new long[] {1, 7, 31, 64, 101, 257}) {
      ImportedTable cut = cut(file, bytes);
      assertThat(cut.rows).as("split of %d bytes", bytes).isEqualTo(expected.rows);
      assertThat(cut.lines).as("split of %d bytes", bytes).isEqualTo(expected.lines);
    }
  }

  @Test
  void splitsLargerThanTheReadBufferGiveTheSameRows() throws IOException {
    StringBuilder text = new StringBuilder("id,note,v\n");
    for (int row = 0; row < 30_000; row++) {
      text.append("s").append(row).append(",\u00e9\u20ac\ud83e\udde0,").append(row).append('\n');
    }
    Path file = ImportedTable.file(directory, "t.csv", text.toString());
    ImportedTable expected = whole(file);
    assertThat(expected.rows).hasSize(30_000).endsWith("s29999|\u00e9\u20ac\ud83e\udde0|29999.0|");
    for (long bytes : new long[] {100_000, 262_144, 300_000}) {
      ImportedTable cut = cut(file, bytes);
      assertThat(cut.rows).isEqualTo(expected.rows);
      assertThat(cut.lines).isEqualTo(expected.lines);
    }
  }

  @Test
  void lineNumbersOfProblemsHoldInLaterSplits() throws IOException {
    Path file =
        ImportedTable.file(directory, "t.csv", "id,n,v\n" + "s,x,1\n".repeat(100) + "bad,x,y\n");
    assertThat(cut(file, 64).problems)
        .singleElement()
        .asString()
        .startsWith("t:102: column 'v' of scan 'bad' found 'y'");
  }

  @Test
  void lineEndWithinQuotesAcrossACutAsksForOneSplit() throws IOException {
    String row = "s,\"first line\nsecond \"\"line\"\"\",1\n";
    Path file = ImportedTable.file(directory, "t.csv", "id,n,v\n" + row.repeat(20));
    assertThat(whole(file).openQuote).isFalse();
    assertThat(whole(file).rows).hasSize(20);
    int wrong = 0;
    for (long bytes = 5; bytes < 100; bytes += 11) {
      ImportedTable cut = cut(file, bytes);
      wrong += cut.openQuote ? 1 : 0;
      if (!cut.openQuote) {
        assertThat(cut.rows).as("split of %d bytes", bytes).isEqualTo(whole(file).rows);
      }
    }
    assertThat(wrong).isPositive();
  }

  @Test
  void quoteThatIsNeverClosedIsAProblem() throws IOException {
    Path file = ImportedTable.file(directory, "t.csv", "id,n,v\ns1,a,1\ns2,\"b,2\ns3,c,3\n");
    ImportedTable read = whole(file);
    assertThat(read.openQuote).isFalse();
    assertThat(read.problems).anyMatch(p -> p.startsWith("t:3:") && p.contains("never closed"));
    assertThat(cut(file, 20).openQuote).isTrue();
  }

  @Test
  void malformedBytesAreReportedWithTheirLine() throws IOException {
    List<byte[]> pieces = new ArrayList<>();
    pieces.add(("id,n,v\n" + "s,x,1\n".repeat(100)).getBytes(StandardCharsets.UTF_8));
    pieces.add("M\u00fcller,x,1\n".getBytes(StandardCharsets.ISO_8859_1));
    pieces.add("s,x,1\n".repeat(3).getBytes(StandardCharsets.UTF_8));
    Path file = directory.resolve("t.csv");
    try (var out = Files.newOutputStream(file)) {
      for (byte[] piece : pieces) {
        out.write(piece);
      }
    }
    assertThat(whole(file).problems).anyMatch(p -> p.startsWith("t:102:") && p.contains("iconv"));
    assertThat(cut(file, 100).problems)
        .anyMatch(p -> p.startsWith("t:102:") && p.contains("iconv"));
  }

  @Test
  void splitsAreAFixedFunctionOfTheFile() throws IOException {
    Path file = ImportedTable.file(directory, "t.csv", "id,n,v\ns,x,1\n");
    assertThat(ImportedTable.open(file).splits()).hasSize(1);
    assertThat(ImportedTable.open(file).withSplitBytes(4).splits()).hasSize(4);
    assertThat(ImportedTable.open(file).sample(CONF)).hasSize(3);
  }
}
