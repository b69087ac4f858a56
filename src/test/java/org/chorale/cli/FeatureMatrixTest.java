package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Feature matrices through the commands: what goes in, what is refused, what comes out. */
class FeatureMatrixTest extends OnSpark {
  private static final int SCANS = 48;
  private static final int FEATURES = 40;
  private String table;

  @BeforeEach
  void simulate() {
    Path study = folder.resolve("study");
    Cli.run(
            "simulate",
            "--scans=" + SCANS,
            "--features=" + FEATURES,
            "--sites=3",
            "--missing=0.02",
            "--output=" + study)
        .succeeds();
    table = study.resolve("scans.csv").toString();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private Cli importTable(String output, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("import", "table", "--input", table, "--id=sub_id", "--site=site"));
    arguments.addAll(List.of("--features=lh_*,rh_*", "--output", at(output)));
    arguments.addAll(List.of(more));
    return Cli.run(arguments);
  }

  private List<String> harmonise(String input, String output, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("harmonise", "--input", input, "--continuous=age"));
    arguments.addAll(List.of("--categorical=sex", "--output", at(output)));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private FixtureTable export(String matrix, String output) {
    Cli.run("export", "table", at(matrix), "--format=csv", "--output", at(output)).succeeds();
    return FixtureTable.read(folder.resolve(output).resolve("table.csv"), 1);
  }

  private static Path only(Path directory, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  @Test
  void whatIsImportedIsExportedAgain() {
    assertThat(importTable("matrix", "--block-size=7").succeeds())
        .contains("Imported 48 scans of 3 sites, 40 features");
    FixtureTable before = FixtureTable.read(Path.of(table), 1);
    FixtureTable after = export("matrix", "table");
    assertThat(after.columns()).containsExactlyElementsOf(before.columns());
    assertThat(after.keys()).containsExactlyElementsOf(before.keys());
    for (List<String> scan : before.keys()) {
      for (String column : before.columns()) {
        assertThat(after.text(scan, column)).isEqualTo(before.text(scan, column));
      }
    }
  }

  @Test
  void anyParquetReaderOpensTheValues() {
    importTable("matrix", "--block-size=7", "--element=float32").succeeds();
    List<Row> rows =
        spark()
            .read()
            .parquet(at("matrix/values"))
            .where("block = 5 and scan = 'sub-000001'")
            .select("site", "site_key", "values")
            .collectAsList();
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).getString(1)).matches("s000\\d");
    List<Float> values = rows.get(0).getList(2);
    FixtureTable before = FixtureTable.read(Path.of(table), 1);
    assertThat(values).hasSize(FEATURES - 5 * 7);
    for (int v = 0; v < values.size(); v++) {
      String column = before.columns().get(4 + 35 + v);
      float wanted = (float) before.number(List.of("sub-000001"), column);
      assertThat(values.get(v)).isEqualTo(Float.valueOf(wanted));
    }
  }

  @Test
  void aListColumnGivesTheSameMatrixAsColumns() {
    List<String> names =
        FixtureTable.read(Path.of(table), 1).columns().stream()
            .filter(name -> name.matches("[lr]h_.*"))
            .map(name -> "cast(" + name + " as double)")
            .toList();
    spark()
        .read()
        .option("header", true)
        .csv(table)
        .selectExpr(
            "sub_id", "site", "age", "sex", "array(" + String.join(",", names) + ") as thickness")
        .repartition(3)
        .write()
        .parquet(at("lists"));
    Cli.run(
            "import",
            "table",
            "--input",
            at("lists"),
            "--array=thickness",
            "--id=sub_id",
            "--site=site",
            "--block-size=7",
            "--output",
            at("of-lists"))
        .succeeds();
    importTable("matrix", "--block-size=7").succeeds();
    FixtureTable wide = export("matrix", "wide");
    FixtureTable lists = export("of-lists", "from-lists");
    assertThat(lists.columns()).contains("thickness[0]", "thickness[39]");
    for (List<String> scan : wide.keys()) {
      for (int v = 0; v < FEATURES; v++) {
        assertThat(lists.text(scan, "thickness[" + v + "]"))
            .isEqualTo(wide.text(scan, wide.columns().get(4 + v)));
      }
    }
  }

  @Test
  void idsThatReadOtherwiseBesideAListAreRefused() {
    spark()
        .range(1, 13)
        .selectExpr(
            "cast(id as double) as sub_id",
            "if(id % 2 = 0, 'a', 'b') as site",
            "array(1.5D, 2.5D) as v")
        .write()
        .parquet(at("numbers"));
    List<String> command = new ArrayList<>(List.of("import", "table", "--input", at("numbers")));
    command.addAll(List.of("--array=v", "--id=sub_id", "--site=site", "--output", at("out")));
    assertRefused(command, "the scan table has no", "write ids as text");
  }

  @Test
  void theSameImportAgainIsNothingToDo() {
    importTable("matrix").succeeds();
    assertThat(importTable("matrix").succeeds()).contains("nothing to do");
    assertThat(importTable("matrix", "--block-size=3").err()).contains("--overwrite");
    importTable("matrix", "--block-size=3", "--overwrite").succeeds();
    assertThat(importTable("matrix", "--block-size=3").succeeds()).contains("nothing to do");
  }

  @Test
  void theSameHarmonisationAgainIsNothingToDo() {
    importTable("matrix").succeeds();
    Cli.run(harmonise(at("matrix"), "run")).succeeds();
    assertThat(Cli.run(harmonise(at("matrix"), "run")).succeeds()).contains("nothing");
    assertThat(Cli.run(harmonise(at("matrix"), "run", "--mean-only")).exitCode()).isEqualTo(2);
  }

  @Test
  void theHarmonisedMatrixIsOneItself() {
    importTable("matrix", "--block-size=7").succeeds();
    Cli.run(harmonise(at("matrix"), "run")).succeeds();
    String again = Cli.run(harmonise(at("run"), "again")).succeeds();
    assertThat(again).contains("Harmonised 48 scans of 3 sites, 40 features");
  }

  @Test
  void scansWithoutACovariateAreLeftOutOfValuesAndScanTable() throws IOException {
    Path file = Path.of(table);
    // The second scan loses its age.
    Files.writeString(
        file, Files.readString(file).replaceFirst("(sub-000002,S\\d+),[0-9.]+", "$1,"));
    importTable("matrix", "--block-size=7").succeeds();
    assertThat(Cli.run(harmonise(at("matrix"), "run")).err()).contains("age");
    Cli.run(harmonise(at("matrix"), "run", "--drop-incomplete")).succeeds();
    FixtureTable after = export("run", "table");
    assertThat(after.keys()).hasSize(SCANS - 1).doesNotContain(List.of("sub-000002"));
  }

  @Test
  void otherSitesThanThoseOfTheMatrixCanBeHarmonised() throws IOException {
    importTable("matrix", "--block-size=7").succeeds();
    StringBuilder scans = new StringBuilder("sub_id,scanner\n");
    FixtureTable before = FixtureTable.read(Path.of(table), 1);
    int scan = 0;
    for (List<String> id : before.keys()) {
      scans.append(id.get(0)).append(scan++ % 2 == 0 ? ",x\n" : ",y\n");
    }
    Path apart = folder.resolve("scanners.csv");
    Files.writeString(apart, scans);
    String[] other = {"--site=scanner", "--scans=" + apart};
    Cli.run(harmonise(at("matrix"), "run", other)).succeeds();
    List<String> fromTable = harmonise(table, "of-table", other);
    fromTable.addAll(List.of("--id=sub_id", "--features=lh_*,rh_*", "--format=csv"));
    Cli.run(fromTable).succeeds();
    FixtureTable ofTable = FixtureTable.read(folder.resolve("of-table/harmonised.csv"), 1);
    FixtureTable ofMatrix = export("run", "table");
    for (List<String> id : before.keys()) {
      for (String column : before.columns().subList(4, before.columns().size())) {
        assertThat(ofMatrix.number(id, column))
            .isCloseTo(ofTable.number(id, column), org.assertj.core.data.Offset.offset(1e-12));
      }
    }
  }

  @Test
  void aDryRunTellsTheCostAndWritesNothing() {
    importTable("matrix").succeeds();
    List<String> before = Cli.entries(folder);
    String plan =
        Cli.run("harmonise", "--input", at("matrix"), "--continuous=age", "--dry-run").succeeds();
    assertThat(plan)
        .contains("values read twice and written once")
        .contains("3 + 1 + 3 tasks")
        .contains("shuffled");
    assertThat(Cli.entries(folder)).isEqualTo(before);
  }

  @Test
  void whatCanNotBeIsRefused() {
    importTable("matrix").succeeds();
    String matrix = at("matrix");
    assertRefused(harmonise(matrix, "out", "--features=lh_*"), "all its features take part");
    assertRefused(harmonise(matrix, "out", "--id=other"), "'sub_id', not 'other'");
    List<String> two = harmonise(matrix, "out");
    two.add(3, table);
    two.addAll(List.of("--id=sub_id", "--site=site"));
    assertRefused(two, "must be the only --input");
    assertRefused(harmonise(matrix, "matrix/within"), "lies in the input");
    List<String> list = List.of("import", "table", "--input", table, "--id=sub_id", "--site=site");
    List<String> array = new ArrayList<>(list);
    array.addAll(List.of("--array=age", "--output", at("out")));
    assertRefused(array, "--array", "a text table has none");
    array.add(4, table);
    assertRefused(array, "--array takes one --input, not 2", "one directory", "--scans");
    assertRefused(
        List.of("export", "table", at("study"), "--output", at("out")), "no feature matrix");
  }

  @Test
  void aMissingSiteAndAScanTwiceAreNamed() throws IOException {
    String text = Files.readString(Path.of(table));
    Files.writeString(Path.of(table), text.replaceFirst("sub-000003,S\\d+", "sub-000003,"));
    assertThat(importTable("out").err()).contains("sub-000003").contains("site");
    Files.writeString(Path.of(table), text.replace("sub-000003", "sub-000004"));
    assertThat(importTable("out").err()).contains("sub-000004").contains("duplicate");
  }

  @Test
  void damagedValuesEndTheRunNamingTheFile() throws IOException {
    importTable("matrix", "--block-size=7").succeeds();
    Path part = only(folder.resolve("matrix/values"), ".parquet");
    byte[] bytes = Files.readAllBytes(part);
    bytes[bytes.length / 3] ^= 1;
    Files.write(part, bytes);
    Cli run = Cli.run(harmonise(at("matrix"), "run"));
    assertThat(run.exitCode()).isEqualTo(Main.INVALID);
    assertThat(run.err()).contains(part.getFileName().toString());
    assertThat(folder.resolve("run")).doesNotExist();

    importTable("matrix", "--block-size=7", "--refresh").succeeds();
    assertThat(Cli.run(harmonise(at("matrix"), "run")).exitCode()).isEqualTo(Main.INVALID);
    importTable("matrix", "--block-size=7", "--overwrite").succeeds();
    Cli.run(harmonise(at("matrix"), "run")).succeeds();
  }
}
