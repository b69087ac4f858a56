package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** Names that programs like to take for something else go through unharmed. */
class LabelsTest extends OnSpark {
  private static final List<String> SITES =
      List.of("007", "1e3", "2024-01-01", "a/b", "a=b", "Zürich", "King's  College", "NULL", "+x");

  private static final Map<String, String> FEATURES =
      Map.of(
          "f1", "lh.thickness.v1",
          "f2", "left middle frontal",
          "f3", "area, mm2",
          "f4", "vol[0](x)",
          "f5", "the \"big\" one",
          "f6", "`tick`",
          "f7", "*",
          "f8", "a=b/c%20ü");

  private static String label(String site) {
    return SITES.get(site.charAt(0) - 'A');
  }

  private static StudyTable study() {
    StudyTable study = StudyTable.of(8, SITES.size(), 6, FEATURES.size());
    study.with("f2", s -> s % SITES.size() == 3 ? "" : study.cell("f2", s));
    return study;
  }

  private static StudyTable labelled() {
    StudyTable study = study().map("site", LabelsTest::label);
    FEATURES.forEach(study::renamed);
    return study;
  }

  private void assertUnharmed(Harmonised plain, Harmonised run, FixtureTable table) {
    StudyTable study = study();
    FixtureTable wanted = plain.table();
    for (int s = 0; s < study.scans(); s++) {
      List<String> id = List.of(study.cell("sub", s));
      assertThat(table.text(id, "site")).isEqualTo(label(study.cell("site", s)));
      FEATURES.forEach(
          (from, to) ->
              assertThat(table.number(id, to))
                  .as("%s %s", id, to)
                  .satisfies(near(wanted.number(id, from))));
    }
    assertThat(table.columns()).isEqualTo(labelled().names());
    assertModelNames(run);
  }

  /** Sites in another order are summed in another order. */
  private static Consumer<Double> near(double wanted) {
    return found ->
        assertThat(Double.isNaN(wanted) ? found.isNaN() : Math.abs(found - wanted) < 1e-12)
            .as("%s, expected %s", found, wanted)
            .isTrue();
  }

  private static void assertModelNames(Harmonised run) {
    assertThat(run.status("sites", 1).keys())
        .containsExactlyInAnyOrderElementsOf(SITES.stream().map(List::of).toList());
    assertThat(run.reason(FEATURES.get("f2"), label("D"))).isEqualTo("missing-at-site");
    assertThat(run.inspect("sites", 1).keys())
        .containsExactlyInAnyOrderElementsOf(SITES.stream().map(List::of).toList());
    FixtureTable effects = run.inspect("effects", 2);
    FixtureTable features = run.inspect("features", 1);
    assertThat(features.keys())
        .containsExactlyInAnyOrderElementsOf(FEATURES.values().stream().map(List::of).toList());
    for (String site : SITES) {
      assertThat(features.columns()).contains("intercept[" + site + "]");
      for (String feature : FEATURES.values()) {
        assertThat(effects.text(List.of(site, feature), "status")).isNotEmpty();
      }
    }
  }

  @Test
  void labelsAndNamesGoThroughCsvUnharmed() {
    Harmonised plain = Harmonised.of(study(), folder.resolve("plain"));
    Harmonised run = Harmonised.of(labelled(), output());
    assertUnharmed(plain, run, run.table());
    assertThat(Cli.run("inspect", run.model()).succeeds()).contains("Zürich", "2024-01-01");
  }

  @Test
  void labelsAndNamesGoThroughParquetUnharmed() {
    Harmonised plain = Harmonised.of(study(), folder.resolve("plain"));
    Harmonised run = Harmonised.of(labelled(), output(), "--format", "parquet");
    Dataset<Row> table = spark().read().parquet(output().resolve("harmonised").toString());
    assertThat(List.of(table.columns())).isEqualTo(labelled().names());
    Map<String, Row> rows = new TreeMap<>();
    table.collectAsList().forEach(row -> rows.put(row.getString(0), row));
    StudyTable study = study();
    for (int s = 0; s < study.scans(); s++) {
      Row row = rows.get(study.cell("sub", s));
      assertThat(row.getString(1)).isEqualTo(label(study.cell("site", s)));
      String id = study.cell("sub", s);
      FEATURES.forEach(
          (from, to) -> {
            int place = List.of(table.columns()).indexOf(to);
            double found = row.isNullAt(place) ? Double.NaN : row.getDouble(place);
            assertThat(found).satisfies(near(plain.value(id, from)));
          });
    }
    assertModelNames(run);
    Dataset<Row> status =
        spark().read().parquet(output().resolve("status/sites.parquet").toString());
    assertThat(status.collectAsList().stream().map(row -> row.getString(0)).toList())
        .containsExactlyInAnyOrderElementsOf(SITES);
    Harmonised again =
        Harmonised.run(
            Harmonised.arguments(
                output().resolve("harmonised").toString(), folder.resolve("again")));
    assertThat(again.table().columns()).isEqualTo(labelled().names());
  }

  @Test
  void eachSiteCanBeTheReference() {
    String input = write("scans.csv", labelled());
    StudyTable study = labelled();
    for (String site : SITES) {
      Path output = folder.resolve("out-" + SITES.indexOf(site));
      Harmonised run =
          Harmonised.run(Harmonised.arguments(input, output, "--reference-site", site));
      FixtureTable sites = run.status("sites", 1);
      assertThat(sites.text(List.of(site), "method")).isEqualTo("reference");
      int scan = study.scansOf(site).get(2);
      assertThat(run.value(study.cell("sub", scan), "area, mm2"))
          .isEqualTo(Double.parseDouble(study.cell("area, mm2", scan)));
    }
  }

  @Test
  void aJobFileTakesLabelsAndNamesAsTheyStand() {
    StudyTable study = labelled().renamed("age", "age, years").renamed("sex", "sex+gender");
    String job =
        """
        input: %s
        id: sub
        site: [site]
        continuous: ["age, years"]
        categorical:
          - sex+gender
        features:
          - lh.thickness.v1
          - "area, mm2"
          - 'the "big" one'
          - vol[0](x)
        reference-site: 007
        min-scans: 3
        mean-only: false
        format: csv
        output: %s
        """
            .formatted(write("scans.csv", study), output());
    String printed = Cli.run("harmonise", write("job.yaml", job)).succeeds();
    assertThat(printed).contains("reference site '007'").contains("sex+gender (F, M; baseline F)");
    FixtureTable sites = FixtureTable.read(output().resolve("status/sites.csv"), 1);
    assertThat(sites.text(List.of("007"), "method")).isEqualTo("reference");
    FixtureTable features =
        FixtureTable.parse(
            "features",
            Cli.run("inspect", output() + "/model", "--table", "features", "--csv").succeeds(),
            1);
    assertThat(features.keys())
        .containsExactlyInAnyOrder(
            List.of("lh.thickness.v1"),
            List.of("area, mm2"),
            List.of("the \"big\" one"),
            List.of("vol[0](x)"));
    assertThat(features.columns()).contains("beta[age, years]", "beta[sex+gender[M]]");
  }

  @Test
  void wordsThatYamlTakesForSomethingElseAreNamesInAJobFile() {
    for (String site : List.of("NO", "1e3", "2024-01-01", "0x10", "1_000", "true", "0.10")) {
      StudyTable study = study().map("site", label -> label.equals("A") ? site : label);
      Path output = folder.resolve("out-" + Integer.toHexString(site.hashCode()));
      String job =
          "input: %s\nid: sub\nsite: site\nfeatures: f*\nformat: csv\nreference-site: %s\noutput: %s\n"
              .formatted(write("scans.csv", study), site, output);
      Cli.run("harmonise", write("job.yaml", job)).succeeds();
      FixtureTable sites = FixtureTable.read(output.resolve("status/sites.csv"), 1);
      assertThat(sites.text(List.of(site), "method")).isEqualTo("reference");
    }
  }

  @Test
  void idsAreTexts() {
    StudyTable study = study().with("sub", s -> String.format("%05d", s));
    Harmonised run = Harmonised.of(study, output());
    assertThat(run.table().keys()).contains(List.of("00007"));
    StudyTable twice = study.copy().set("sub", 1, "1").set("sub", 2, "01").set("sub", 3, "1.0");
    assertThat(Harmonised.of(twice, folder.resolve("twice")).table().keys())
        .contains(List.of("1"), List.of("01"), List.of("1.0"));
  }
}
