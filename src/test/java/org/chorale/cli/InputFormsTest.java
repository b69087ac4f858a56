package org.chorale.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables as ENIGMA, FreeSurfer, Excel, pandas and Spark write them give what the plain one gives.
 */
class InputFormsTest extends OnSpark {
  private static final StudyTable STUDY =
      StudyTable.of(6, 3, 10, 4).set("f2", 4, "").set("f4", 9, "");

  @TempDir static Path plainFolder;
  private static Harmonised plain;

  @BeforeAll
  static void harmonisePlainTable() {
    plain = Harmonised.of(STUDY, plainFolder.resolve("plain"));
  }

  private Harmonised harmonise(String input, String... options) {
    return Harmonised.run(Harmonised.arguments(input, output(), options));
  }

  private void assertSame(Harmonised run) {
    run.isNear(plain, STUDY.features(), 0);
  }

  private void assertTextGivesTheSame(String name, String text) {
    assertSame(harmonise(write(name, text)));
  }

  private static String lines(java.util.function.UnaryOperator<String> change) {
    return STUDY.text().lines().map(change).collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void aByteOrderMark() {
    assertTextGivesTheSame("scans.csv", "\ufeff" + STUDY.text());
  }

  @Test
  void aByteOrderMarkBeforeAQuotedName() {
    assertTextGivesTheSame("scans.csv", "\ufeff" + STUDY.text().replaceFirst("sub", "\"sub\""));
  }

  @Test
  void carriageReturnsBeforeLineFeeds() {
    assertTextGivesTheSame("scans.csv", STUDY.text().replace("\n", "\r\n"));
  }

  @Test
  void carriageReturnsWithTrailingCommasAndNoLastLineEnd() {
    String text = lines(line -> line + ",,").replace("\n", "\r\n");
    assertTextGivesTheSame("scans.csv", text.substring(0, text.length() - 2));
  }

  @Test
  void everyFieldInQuotes() {
    assertTextGivesTheSame("scans.csv", lines(line -> "\"" + line.replace(",", "\",\"") + "\""));
  }

  @Test
  void quotedFieldsWithCommasQuotesAndLineEnds() {
    StudyTable study = STUDY.copy().with("note", s -> "says \"no, thanks\",\nthen " + s);
    Harmonised run = harmonise(write("scans.csv", study));
    assertSame(run);
    assertThat(run.table().text(List.of("sub-003"), "note"))
        .isEqualTo("says \"no, thanks\",\nthen 2");
  }

  @Test
  void blanksAfterCommasInTheHeader() {
    String text = STUDY.text();
    int end = text.indexOf('\n');
    String header = text.substring(0, end).replace(",", ", ");
    assertTextGivesTheSame("scans.csv", header + text.substring(end));
  }

  @Test
  void blanksBeforeCommasInTheHeader() {
    String text = STUDY.text();
    int end = text.indexOf('\n');
    String header = " " + text.substring(0, end).replace(",", " ,") + " ";
    assertTextGivesTheSame("scans.csv", header + text.substring(end));
  }

  @Test
  void blanksAroundCells() {
    assertTextGivesTheSame("scans.csv", lines(line -> line.replace(",", ", ") + " "));
  }

  @Test
  void blanksBetweenCommaAndQuote() {
    String text = STUDY.text();
    int end = text.indexOf('\n');
    String header = "\"" + text.substring(0, end).replace(",", "\", \"") + "\"";
    assertTextGivesTheSame("scans.csv", header + text.substring(end));
  }

  @Test
  void trailingEmptyLinesAndCommas() {
    assertTextGivesTheSame("lines.csv", STUDY.text() + "\n\n  \n,,,,,,,\n");
  }

  @Test
  void anEmptyLineBetweenRows() {
    assertTextGivesTheSame("lines.csv", STUDY.text().replaceFirst("sub-010", "\nsub-010"));
  }

  @Test
  void everyWordForMissing() {
    for (String missing : List.of("NA", "n/a", "NaN", "nan", ".", "N/A", " ")) {
      StudyTable study = STUDY.copy().set("f2", 4, missing).set("f4", 9, missing);
      String name = "m" + Integer.toHexString(missing.hashCode());
      Harmonised run = Harmonised.of(study, folder.resolve(name));
      assertSame(run);
      assertThat(run.table().text(List.of("sub-005"), "f2")).isEmpty();
    }
  }

  @Test
  void numbersInEveryNotation() {
    StudyTable study = STUDY.copy();
    study.map("f1", cell -> cell.isEmpty() ? cell : "+" + cell);
    study.map("f3", cell -> new java.math.BigDecimal(cell).movePointRight(3) + "E-3");
    assertSame(harmonise(write("scans.csv", study)));
  }

  @Test
  void tabs() {
    assertTextGivesTheSame("scans.tsv", STUDY.text().replace(',', '\t'));
  }

  @Test
  void semicolonsAsExcelWritesThemInEurope() {
    assertTextGivesTheSame("scans.csv", STUDY.text().replace(',', ';'));
  }

  @Test
  void tabsInAFileNamedText() {
    assertTextGivesTheSame("scans.txt", STUDY.text().replace(',', '\t'));
  }

  @Test
  void gzip() throws IOException {
    Path file = folder.resolve("scans.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(STUDY.text().getBytes(UTF_8));
    }
    assertSame(harmonise(file.toString()));
  }

  @Test
  void parquetFromSpark() {
    Path table = folder.resolve("scans.parquet");
    spark()
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(write("scans.csv", STUDY))
        .write()
        .parquet(table.toString());
    assertSame(harmonise(table.toString()));
  }

  @Test
  void ourOwnParquetOutput() {
    Harmonised first =
        Harmonised.run(
            Harmonised.arguments(
                write("scans.csv", STUDY), folder.resolve("first"), "--format", "parquet"));
    Path table = first.output().resolve("harmonised");
    FixtureTable again = harmonise(table.toString()).table();
    assertThat(again.keys()).hasSize(STUDY.scans());
    assertThat(again.columns()).isEqualTo(STUDY.names());
  }

  @Test
  void severalTablesInOtherOrdersOfRows() {
    String scans = write("scans.csv", STUDY.copy().columns(List.of("sub", "age", "site", "sex")));
    String left = write("l.csv", STUDY.copy().columns(List.of("f1", "sub", "f2")).shuffledRows(1));
    String right = write("r.csv", STUDY.copy().columns(List.of("f3", "f4", "sub")).shuffledRows(2));
    List<String> arguments = new ArrayList<>(Harmonised.arguments(scans, output()));
    arguments.addAll(arguments.indexOf("--input") + 2, List.of(left, right));
    Harmonised run = Harmonised.run(arguments);
    run.isNear(plain, STUDY.features(), 1e-12);
    assertThat(run.table().columns())
        .containsExactly("sub", "age", "site", "sex", "f1", "f2", "f3", "f4");
    assertThat(run.table().keys()).containsExactlyElementsOf(plain.table().keys());
  }

  @Test
  void aScanTableApartInAnotherOrderAndWithMoreColumns() {
    StudyTable participants = STUDY.copy().columns(List.of("site", "sub", "sex", "age"));
    participants.with("iq", s -> "1" + s);
    String scans =
        write("participants.tsv", participants.shuffledRows(3).text().replace(',', '\t'));
    String features =
        write("roi.csv", STUDY.copy().columns(List.of("sub", "f1", "f2", "f3", "f4")));
    Harmonised run = harmonise(features, "--scans", scans);
    assertSame(run);
    assertThat(run.table().columns()).containsExactly("sub", "f1", "f2", "f3", "f4");
  }

  @Test
  void aJointSite() {
    StudyTable study = STUDY.copy();
    study.with("town", s -> STUDY.cell("site", s).equals("C") ? "Oslo" : "Bonn");
    study.with("scanner", s -> STUDY.cell("site", s).equals("A") ? "Trio" : "Prisma");
    Harmonised run = harmonise(write("scans.csv", study), "--site", "town+scanner");
    assertSame(run);
    assertThat(run.status("sites", 1).keys())
        .containsExactlyInAnyOrder(
            List.of("Bonn+Trio"), List.of("Bonn+Prisma"), List.of("Oslo+Prisma"));
  }

  @Test
  void jointSitesWithAPlusInTheirPartsAreNotConfused() {
    StudyTable study = STUDY.copy();
    study.with("a", s -> STUDY.cell("site", s).equals("A") ? "x+y" : "x");
    study.with("b", s -> STUDY.cell("site", s).equals("B") ? "y+z" : "z");
    Harmonised run = harmonise(write("scans.csv", study), "--site", "a+b");
    assertSame(run);
    assertThat(run.status("sites", 1).keys()).hasSize(3);
  }

  @Test
  void namesWithSeparatorsInQuotes() {
    StudyTable study =
        STUDY.copy().renamed("age", "age, years").renamed("site", "site+run").renamed("f1", "f,1");
    Harmonised run =
        harmonise(
            write("scans.csv", study),
            "--site",
            "\"site+run\"",
            "--continuous",
            "\"age, years\"",
            "--features",
            "\"f,1\", f2,f3 ,f4");
    FixtureTable table = run.table();
    for (List<String> id : table.keys()) {
      assertThat(table.text(id, "f,1")).isEqualTo(plain.table().text(id, "f1"));
    }
  }

  @Test
  void theIndexColumnOfPandasIsNoFeature() {
    StudyTable study = STUDY.copy().with("", s -> Integer.toString(s));
    study.columns(List.of("", "sub", "site", "age", "sex", "f1", "f2", "f3", "f4"));
    String input = write("scans.csv", study);
    List<String> arguments = Harmonised.arguments(input, output());
    assertThat(Cli.run(arguments).succeeds()).contains("4, every numeric column");
    FixtureTable table = FixtureTable.read(output().resolve("harmonised.csv"), 2);
    assertThat(table.text(List.of("7", "sub-008"), "f3"))
        .isEqualTo(plain.table().text(List.of("sub-008"), "f3"));
  }

  @Test
  void aColumnThatIsTextInLaterRowsOnlyIsNoFeature() {
    StudyTable study = STUDY.copy().with("batchcode", s -> s < 10 ? "" + s : "x" + s);
    Harmonised run = harmonise(write("scans.csv", study));
    assertSame(run);
    assertThat(run.table().text(List.of("sub-011"), "batchcode")).isEqualTo("x10");
  }

  @Test
  void everyOtherColumnKeepsItsVeryText() {
    StudyTable study = STUDY.copy();
    study.with("code", s -> s % 2 == 0 ? "007" : "1e3").with("day", s -> " 2024-01-0" + s % 9);
    study.with("score", s -> "1.50");
    FixtureTable table =
        harmonise(write("scans.csv", study), "--exclude", "code,day,score").table();
    assertThat(table.text(List.of("sub-001"), "code")).isEqualTo("007");
    assertThat(table.text(List.of("sub-002"), "code")).isEqualTo("1e3");
    assertThat(table.text(List.of("sub-002"), "day")).isEqualTo(" 2024-01-01");
    assertThat(table.text(List.of("sub-002"), "score")).isEqualTo("1.50");
    assertThat(table.text(List.of("sub-002"), "age")).isEqualTo(STUDY.cell("age", 1));
  }
}
