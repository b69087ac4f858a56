package org.chorale.io.table;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chorale.io.table.ImportedTable.CONF;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text tables as they come out of other people's programs. */
class TextTableTest {
  @TempDir Path directory;

  private ImportedTable read(String name, String text, int firstFeature) throws IOException {
    TextTable table = ImportedTable.open(ImportedTable.file(directory, name, text));
    return new ImportedTable(table, firstFeature, directory);
  }

  @Test
  void plainCommaTableIsReadCellByCell() throws IOException {
    ImportedTable read = read("t.csv", "id,site,v\ns1,A,1.5\ns2,B,-2e3\n", 2);
    assertThat(read.rows).containsExactly("s1|A|1.5|", "s2|B|-2000.0|");
    assertThat(read.lines).containsExactly(2L, 3L);
    assertThat(read.problems).isEmpty();
    assertThat(read.parts.get(0).role(1, 1)).isEqualTo("B");
  }

  @Test
  void leadingZerosBlanksAndNaTextsOfCarriedCellsStayAsTheyAre() throws IOException {
    ImportedTable read = read("t.csv", "id,code,v\n007, 01 ,1\n1e3,NA,2\nx,,3\n", 2);
    assertThat(read.rows).containsExactly("007| 01 |1.0|", "1e3|NA|2.0|", "x|null|3.0|");
    assertThat(read.parts.get(0).role(0, 0)).isEqualTo("007");
    assertThat(read.parts.get(0).role(1, 0)).isEqualTo("01");
    assertThat(read.parts.get(0).role(1, 1)).isNull();
    assertThat(read.parts.get(0).role(1, 2)).isNull();
  }

  @Test
  void tabsAndSemicolonsAreFoundInTheHeader() throws IOException {
    assertThat(read("a.txt", "id\tv,w\tx\ns1\t1\t2\n", 1).rows).containsExactly("s1|1.0|2.0|");
    assertThat(read("b.dat", "id;\"v,,,w\"\ns1;1\n", 1).rows).containsExactly("s1|1.0|");
    assertThat(read("c.tsv", "i,d;;\tv\ns1\t1\n", 1).rows).containsExactly("s1|1.0|");
  }

  @Test
  void blanksBeforeAQuoteDoNotMakeItPartOfTheCell() throws IOException {
    ImportedTable read =
        read("q.csv", "id, \"site\", v\ns1, \"A \"\"b\"\"\", \"1.5\"\ns2,\"A\",2\n", 2);
    assertThat(read.rows).containsExactly("s1|A \"b\"|1.5|", "s2|A|2.0|");
    assertThat(read.parts.get(0).role(1, 0)).isEqualTo("A \"b\"");
  }

  @Test
  void aTableMayBeAsWideAsACortex() throws IOException {
    int width = 20_000;
    String names = IntStream.range(0, width).mapToObj(v -> ",v" + v).collect(joining());
    ImportedTable read = read("wide.csv", "id" + names + "\ns1" + ",1".repeat(width) + "\n", 1);
    assertThat(read.rows).containsExactly("s1|" + "1.0|".repeat(width));
  }

  @Test
  void singleColumnNeedsNoDelimiter() throws IOException {
    assertThat(read("t.txt", "v\n1\n\n2\n", 0).rows).containsExactly("1.0|", "2.0|");
  }

  @Test
  void byteOrderMarkCarriageReturnsAndBlanksInTheHeaderDoNotMatter() throws IOException {
    Path file = ImportedTable.file(directory, "t.csv", "\ufeff\"id\", site , v\r\ns1,A, 1 \r\n");
    TextTable table = ImportedTable.open(file);
    assertThat(table.columns()).containsExactly("id", "site", "v");
    assertThat(new ImportedTable(table, 2, directory).rows).containsExactly("s1|A|1.0|");
  }

  @Test
  void quotedFieldsHoldDelimitersQuotesAndLineEnds() throws IOException {
    ImportedTable read = read("t.csv", "id,\"no\nte\",v\n\"s,1\",\"a \"\"b\"\"\nc\",1\ns2,,2\n", 2);
    assertThat(read.rows).containsExactly("s,1|a \"b\"\nc|1.0|", "s2|null|2.0|");
    assertThat(read.lines).containsExactly(3L, 5L);
    assertThat(read.openQuote).isFalse();
  }

  @Test
  void linesWithNothingOnThemAreSkippedAndCountedAsLines() throws IOException {
    ImportedTable read = read("t.csv", "\nid,v,w\n\ns1,1,2\n,,\n  \ns2,3,4\n\n\n", 1);
    assertThat(read.rows).containsExactly("s1|1.0|2.0|", "s2|3.0|4.0|");
    assertThat(read.lines).containsExactly(4L, 7L);
    assertThat(read.tallies.missing(1)).isZero();
    assertThat(read.parts.get(0).lines()).isEqualTo(9);
  }

  @Test
  void unnamedLastColumnsAreDroppedAsLongAsTheyAreEmpty() throws IOException {
    ImportedTable read = read("t.csv", "id,v,,\ns1,1,,\ns2,2\ns3,3,, x\n", 1);
    assertThat(read.rows).containsExactly("s1|1.0|", "s2|2.0|", "s3|3.0|");
    assertThat(read.problems)
        .singleElement()
        .asString()
        .startsWith("t:4: of scan 's3' found 4 fields, the last ' x'");
  }

  @Test
  void unnamedColumnBeforeOthersIsNamedByPosition() throws IOException {
    Path file = ImportedTable.file(directory, "t.csv", ",id,,v\n0,s1,x,1\n");
    assertThat(ImportedTable.open(file).columns())
        .containsExactly("unnamed_1", "id", "unnamed_3", "v");
  }

  @Test
  void rowsOfOtherLengthAreReportedWithLineAndCount() throws IOException {
    ImportedTable read = read("t.csv", "id,v,w\ns1,1\ns2,1,2,3\ns3,1,2,\n", 1);
    assertThat(read.problems)
        .containsExactly(
            "t:2: of scan 's1' found 2 fields; expected as many as the header has; look for a stray"
                + " or missing delimiter.",
            "t:3: of scan 's2' found 4 fields, the last '3'; expected as many as the header has;"
                + " look for a stray or missing delimiter.");
    assertThat(read.parts.get(0).problemCount(Problem.Kind.FIELD_COUNT)).isEqualTo(2);
  }

  @Test
  void missingTokensAreMissingInAnyCase() throws IOException {
    ImportedTable read =
        read("t.csv", "id,a,b,c,d,e\ns1,,NA,n/A, nan ,.\ns2,0,.5,5.,+1,-1E-2\n", 1);
    assertThat(read.rows).containsExactly("s1|NaN|NaN|NaN|NaN|NaN|", "s2|0.0|0.5|5.0|1.0|-0.01|");
    assertThat(read.problems).isEmpty();
    assertThat(read.tallies.missing(3)).isEqualTo(1);
    assertThat(read.tallies.numeric(3)).isEqualTo(1);
  }

  @Test
  void whatOnlyJavaTakesForANumberIsText() throws IOException {
    ImportedTable read =
        read("t.csv", "id,a,b,c,d,e\ns1,1d,2F,0x10,0x1p3,--1\ns2,1,2,3,1_0,1e\n", 1);
    assertThat(read.parts.get(0).problemCount(Problem.Kind.TEXT_IN_FEATURE)).isEqualTo(7);
    assertThat(read.problems.get(0))
        .isEqualTo(
            "t:2: column 'a' of scan 's1' found '1d'; expected a number or a missing value; leave"
                + " the column out of the features.");
    assertThat(read.tallies.text(1)).isEqualTo(1);
    assertThat(read.tallies.kind(1)).as("as many numbers").isEqualTo(ColumnKind.NUMERIC);
    assertThat(read.tallies.kind(5)).isEqualTo(ColumnKind.TEXT);
  }

  @Test
  void infiniteCellsAreReported() throws IOException {
    ImportedTable read =
        read("t.csv", "id,a\ns1,Inf\ns2,-inf\ns3,1e999\ns4,Infinity\ns5,1e308\n", 1);
    assertThat(read.parts.get(0).problemCount(Problem.Kind.INFINITE)).isEqualTo(4);
    assertThat(read.parts.get(0).problemCount()).isEqualTo(4);
    assertThat(read.problems.get(2)).startsWith("t:4: column 'a' of scan 's3' found '1e999'");
  }

  @Test
  void tenProblemsOfAKindAndColumnAreKeptAndAllAreCounted() throws IOException {
    ImportedTable read = read("t.csv", "id,a,b\n" + "s,x,y\n".repeat(50), 1);
    assertThat(read.parts.get(0).problems()).hasSize(20);
    assertThat(read.parts.get(0).problemCount()).isEqualTo(100);
  }

  @Test
  void gzipFilesOfSeveralMembersAreReadToTheEnd() throws IOException {
    Path file = directory.resolve("t.csv.gz");
    for (String member : new String[] {"id,v\ns1,1\n", "s2,2\n"}) {
      try (OutputStream out =
          new GZIPOutputStream(
              Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
        out.write(member.getBytes(StandardCharsets.UTF_8));
      }
    }
    TextTable table = ImportedTable.open(file);
    assertThat(table.splits()).hasSize(1);
    assertThat(new ImportedTable(table, 1, directory).rows).containsExactly("s1|1.0|", "s2|2.0|");
  }

  @Test
  void gzipFileCutShortIsAProblem() throws IOException {
    Path file = directory.resolve("t.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      StringBuilder text = new StringBuilder("id,v\n");
      for (int row = 0; row < 50_000; row++) {
        text.append('s').append(row).append(',').append(Math.sqrt(row)).append('\n');
      }
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    ImportedTable read = new ImportedTable(ImportedTable.open(file), 1, directory);
    assertThat(read.problems).singleElement().asString().contains("copy it again");
  }

  @Test
  void sampleTellsNumbersTextAndEmptyColumnsApart() throws IOException {
    Path file = ImportedTable.file(directory, "t.csv", "id,a,b,c\ns1,1,,x\ns2,NA,NA,2\ns3,1,,y\n");
    assertThat(ImportedTable.open(file).sample(CONF))
        .containsExactly(ColumnKind.TEXT, ColumnKind.NUMERIC, ColumnKind.EMPTY, ColumnKind.TEXT);
  }

  @Test
  void sampleStopsAfterAThousandRows() throws IOException {
    Path file =
        ImportedTable.file(directory, "t.csv", "v\n" + "1\n".repeat(1_000) + "x\n".repeat(9));
    assertThat(ImportedTable.open(file).sample(CONF)).containsExactly(ColumnKind.NUMERIC);
  }

  @Test
  void carriedColumnsAreTallied() throws IOException {
    ImportedTable read = read("t.csv", "id,age,v\ns1,20,1\ns2,NA,1\ns3,old,1\n", 2);
    assertThat(read.tallies.numeric(1)).isEqualTo(1);
    assertThat(read.tallies.missing(1)).isEqualTo(1);
    assertThat(read.tallies.text(1)).isEqualTo(1);
  }
}
