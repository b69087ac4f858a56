package org.chorale.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Files and cells that can't be used: one clear line each, with where they are and what to do. */
class UnusableTablesTest extends OnSpark {

  private static StudyTable study() {
    return StudyTable.of(2, 2, 10, 3);
  }

  private void assertRefusedFile(Path file, String... parts) {
    assertRefused(Harmonised.arguments(file.toString(), output()), parts);
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  @Test
  void aColumnNamedTwiceIsRefusedWithBothPlaces() {
    String text = study().text().replaceFirst("f3", "f1");
    write("twice.csv", text);
    assertRefusedFile(
        folder.resolve("twice.csv"), "twice.csv:1: columns 5 and 7 are both named 'f1'");
  }

  @Test
  void aColumnOfTwoInputsIsRefusedWithBothFiles() {
    StudyTable study = study();
    String left = write("left.csv", study);
    String right = write("right.csv", study.copy().columns(List.of("sub", "f3")));
    List<String> arguments = new ArrayList<>(Harmonised.arguments(left, output()));
    arguments.add(arguments.indexOf("--input") + 2, right);
    assertRefused(arguments, "column 'f3' is in " + left + " and in " + right);
  }

  @Test
  void aRoleGivenTwiceIsRefused() {
    assertRefused(
        study(), List.of("--categorical", "sex,age"), "'age' has two roles", "--continuous");
    assertRefused(study(), List.of("--site", "site+sex"), "column 'sex' has two roles", "--site");
    assertRefused(study(), List.of("--id", "site"), "column 'site' is the id and has another role");
    assertRefused(study(), List.of("--site", "site+site"), "'site'");
  }

  @Test
  void aCovariateThatIsNamedAsAFeatureIsRefused() {
    assertRefused(study(), List.of("--features", "f1,age"), "--features 'age'", "another role");
  }

  @Test
  void anUnknownColumnIsRefusedWithTheNearest() {
    assertRefused(
        study(),
        List.of("--continuous", "aeg"),
        "scans.csv has no column 'aeg' (covariate); did you mean 'age'?");
    assertRefused(
        study(),
        List.of("--site", "siet"),
        "no column 'siet' (site column)",
        "did you mean 'site'?");
    assertRefused(study(), List.of("--id", "sbu"), "no id column 'sbu'; did you mean 'sub'?");
    assertRefused(
        study(),
        List.of("--features", "f1,ff2"),
        "--features 'ff2' matches no column",
        "did you mean 'f2'?");
    assertRefused(
        study(), List.of("--exclude", "thick*"), "--exclude 'thick*' matches no column", "'f1'");
  }

  @Test
  void anUnknownColumnThatResemblesNoneIsRefusedWithThoseThereAre() {
    assertRefused(
        study(), List.of("--continuous", "education_years"), "'sub', 'site', 'age', 'sex', 'f1'");
  }

  @Test
  void textInAFeatureIsRefusedWithFileLineColumnScanAndValue() {
    assertRefused(
        study().set("f2", 3, "12,3").set("f3", 15, "error"),
        "scans.csv:5: column 'f2' of scan 'sub-004' found '12,3'",
        "scans.csv:17: column 'f3' of scan 'sub-016' found 'error'",
        "expected a number or a missing value");
  }

  @Test
  void aSlipInTheOnlyFeatureIsNamedToo() {
    assertRefused(
        StudyTable.of(3, 2, 10, 1).set("f1", 3, "12,3"),
        "scans.csv:5: column 'f1' of scan 'sub-004' found '12,3'");
  }

  @Test
  void textInANamedFeatureIsRefusedToo() {
    assertRefused(
        study().with("f2", s -> s == 0 ? "1.5" : "low"),
        List.of("--features", "f*"),
        "scans.csv:3: column 'f2' of scan 'sub-002' found 'low'",
        "and 9 more like these");
  }

  @Test
  void aHexadecimalNumberOrOneWithASuffixIsText() {
    assertRefused(study().set("f1", 0, "0x10"), "column 'f1' of scan 'sub-001' found '0x10'");
    assertRefused(study().set("f1", 0, "2.5f"), "column 'f1' of scan 'sub-001' found '2.5f'");
  }

  @Test
  void infiniteValuesAreRefusedWithIdAndFeature() {
    assertRefused(
        study().set("f1", 2, "Inf").set("f2", 4, "-inf").set("f3", 6, "1e999"),
        "column 'f1' of scan 'sub-003' found 'Inf'",
        "column 'f2' of scan 'sub-005' found '-inf'",
        "column 'f3' of scan 'sub-007' found '1e999'",
        "expected a finite number");
  }

  @Test
  void aRowWithOtherFieldsThanTheHeaderIsRefusedWithItsLine() {
    String text = study().text().replaceFirst("sub-004,B", "sub-004,B,extra");
    write("shifted.csv", text);
    assertRefusedFile(folder.resolve("shifted.csv"), "shifted.csv:5:", "8 fields");
    write("short.csv", study().text() + "sub-900,A\n");
    assertRefusedFile(folder.resolve("short.csv"), "short.csv:22:", "2 fields");
  }

  @Test
  void aPathThatDoesNotExistIsOneLine() {
    assertRefusedFile(folder.resolve("nowhere.csv"), "nowhere.csv: no such file or directory");
  }

  @Test
  void aScanTableThatDoesNotExistIsOneLine() {
    assertRefused(
        study(),
        List.of("--scans", folder.resolve("participants.tsv").toString()),
        "participants.tsv: no such file or directory");
  }

  @Test
  void anUnreadableFileIsOneLine() throws IOException {
    Path file = Path.of(write("locked.csv", study()));
    assumeFalse(
        !file.toFile().setReadable(false) || Files.isReadable(file),
        "root reads everything; left out");
    assertRefusedFile(file, "locked.csv: can't be read", "permissions");
  }

  @Test
  void aPathThroughAFileOrADanglingLinkIsOneLine() throws IOException {
    Path file = Path.of(write("file.csv", study()));
    assertRefusedFile(file.resolve("scans.csv"), "file.csv/scans.csv");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), folder.resolve("gone.csv"));
    assertRefusedFile(link, "link.csv: no such file");
  }

  @Test
  void aDirectoryWithoutATableIsOneLine() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("data.csv"));
    assertRefusedFile(directory, "data.csv: a directory without Parquet files");
    StudyTable.write(directory.resolve("part-0.csv"), study().text());
    assertRefusedFile(directory, "data.csv: a directory without Parquet files");
  }

  @Test
  void parquetNamedCsvIsSeenThrough() throws IOException {
    Harmonised run =
        Harmonised.run(
            Harmonised.arguments(
                write("ok.csv", study()), folder.resolve("ok"), "--format", "parquet"));
    Path part = run.output().resolve("harmonised").resolve("part-00000.parquet");
    assertRefusedFile(
        Files.copy(part, folder.resolve("scans.csv")),
        "scans.csv: named as text, but it is a Parquet file; name it .parquet");
  }

  @Test
  void textNamedParquetIsSeenThrough() {
    write("scans.parquet", study());
    assertRefusedFile(folder.resolve("scans.parquet"), "scans.parquet", "not", "Parquet");
  }

  @Test
  void aShortenedParquetFileIsRefused() throws IOException {
    Harmonised run =
        Harmonised.run(
            Harmonised.arguments(
                write("ok.csv", study()), folder.resolve("ok"), "--format", "parquet"));
    byte[] bytes =
        Files.readAllBytes(run.output().resolve("harmonised").resolve("part-00000.parquet"));
    assertRefusedFile(file("cut.parquet", Arrays.copyOf(bytes, bytes.length - 100)), "cut.parquet");
  }

  @Test
  void anotherKindOfFileIsNamedForWhatItIs() throws IOException {
    assertRefusedFile(
        file("scans.csv", new byte[] {'P', 'K', 3, 4, 0, 0}), "scans.csv", "Excel workbook");
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(study().text().getBytes(UTF_8));
    }
    assertRefusedFile(
        file("scans.csv", zipped.toByteArray()), "scans.csv", "compressed with gzip; add .gz");
    assertRefusedFile(
        file("scans.csv.gz", study().text().getBytes(UTF_8)),
        "scans.csv.gz: named .gz but not compressed");
    assertRefusedFile(
        file("cut.csv.gz", Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2)), "cut.csv.gz");
    assertRefusedFile(file("scans.xlsx", new byte[] {'P', 'K', 3, 4}), "scans.xlsx", "rename");
  }

  @Test
  void anotherEncodingIsNamedWithTheCommandThatConvertsIt() throws IOException {
    String text = study().set("sex", 3, "weiblich/ü").text();
    assertRefusedFile(
        file("latin.csv", text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)),
        "latin.csv:5:",
        "not UTF-8",
        "iconv");
    assertRefusedFile(
        file("wide.csv", ("\ufeff" + text).getBytes(java.nio.charset.StandardCharsets.UTF_16LE)),
        "wide.csv: the file is UTF-16",
        "iconv");
  }

  @Test
  void anEmptyFileAndAHeaderOnlyAreRefused() {
    write("empty.csv", "");
    assertRefusedFile(folder.resolve("empty.csv"), "empty.csv: the file is empty");
    write("blank.csv", "\n \n\n");
    assertRefusedFile(folder.resolve("blank.csv"), "blank.csv: the file is empty");
    write("header.csv", "sub,site,age,sex,f1\n");
    assertRefusedFile(folder.resolve("header.csv"), "header.csv: there is a header but no row");
    write("commas.csv", "sub,site,age,sex,f1\n,,,,\n,,,,\n");
    assertRefusedFile(folder.resolve("commas.csv"), "commas.csv", "no row");
  }

  @Test
  void aQuoteThatIsNeverClosedIsRefusedWithItsLine() {
    String text = study().text().replaceFirst("sub-004,B", "sub-004,\"B");
    write("quote.csv", text);
    assertRefusedFile(folder.resolve("quote.csv"), "quote.csv:5:", "closing quote");
  }

  @Test
  void noNumericColumnWithoutARoleIsRefused() {
    assertRefused(
        study().columns(List.of("sub", "site", "age", "sex")), "no feature is left", "--features");
  }

  @Test
  void columnNamesThatParquetReadersConfuseAreRefusedThereOnly() {
    StudyTable study = study().renamed("f2", "F1");
    String input = write("scans.csv", study);
    assertRefused(
        Harmonised.arguments(input, output(), "--format", "parquet"),
        "columns 'f1' and 'F1'",
        "differ at most in case",
        "CSV");
    Harmonised.run(Harmonised.arguments(input, output()));
  }
}
