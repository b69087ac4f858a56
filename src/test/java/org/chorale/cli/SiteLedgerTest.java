package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** Sites that are small, scans that are left out: what becomes of them and what the ledger says. */
class SiteLedgerTest extends OnSpark {

  private static StudyTable study() {
    return StudyTable.of(5, 3, 12, 5);
  }

  private static void assertSite(Harmonised run, String site, int n, String method, String reason) {
    FixtureTable sites = run.status("sites", 1);
    List<String> key = List.of(site);
    assertThat(sites.number(key, "n")).isEqualTo(n);
    assertThat(List.of(sites.text(key, "method"), sites.text(key, "reason")))
        .containsExactly(method, reason);
  }

  @Test
  void aSmallSiteIsMeanOnlyAndTheOthersAreTreatedAsEver() {
    StudyTable study = study().withScansAt("B", 1);
    Harmonised run = Harmonised.of(study, output());
    assertSite(run, "A", 12, "location-scale", "default");
    assertSite(run, "B", 1, "mean-only", "below-min-scans");
    assertSite(run, "C", 12, "location-scale", "default");
    assertThat(run.printed()).contains("mean-only at the small site 'B' (1)");
    // Its one value is all there is of each feature: nothing differs from what the site's row says.
    assertThat(run.status("features", 2).keys()).isEmpty();
    FixtureTable effects = run.inspect("effects", 2);
    assertThat(effects.number(List.of("B", "f1"), "delta_star")).isEqualTo(1);
    assertThat(effects.number(List.of("A", "f1"), "delta_star")).isNotEqualTo(1);
    assertThat(run.table().keys()).hasSize(25);
    for (List<String> id : run.table().keys()) {
      assertThat(run.table().number(id, "f1")).isFinite();
    }
  }

  @Test
  void minScansDrawsTheLine() {
    StudyTable study = study().withScansAt("B", 4);
    Harmonised four = Harmonised.of(study, output(), "--min-scans", "4");
    assertSite(four, "B", 4, "location-scale", "default");
    Harmonised five = Harmonised.of(study, folder.resolve("five"), "--min-scans", "5");
    assertSite(five, "B", 4, "mean-only", "below-min-scans");
    assertSite(five, "A", 12, "location-scale", "default");
  }

  @Test
  void theOthersDoNotDependOnHowASmallSiteIsTreated() {
    StudyTable study = study().withScansAt("B", 4);
    Harmonised full = Harmonised.of(study, output());
    Harmonised small = Harmonised.of(study, folder.resolve("small"), "--min-scans", "5");
    FixtureTable before = full.table();
    FixtureTable after = small.table();
    for (List<String> id : before.keys()) {
      boolean same = before.number(id, "f1") == after.number(id, "f1");
      assertThat(same).as("%s", id).isEqualTo(!before.text(id, "site").equals("B"));
    }
  }

  @Test
  void anExcludedSmallSiteIsAsIfItHadNotBeenThere() {
    StudyTable study = study().withScansAt("B", 2);
    Harmonised run = Harmonised.of(study, output(), "--min-scans", "5", "--small-site", "exclude");
    assertSite(run, "B", 2, "excluded", "below-min-scans");
    assertThat(run.printed()).contains("excluded: the small site 'B' (2)");
    FixtureTable scans = run.status("scans", 1);
    assertThat(scans.keys()).containsExactlyInAnyOrder(List.of("sub-002"), List.of("sub-005"));
    assertThat(scans.text(List.of("sub-002"), "reason")).isEqualTo("site-excluded");
    assertThat(scans.text(List.of("sub-002"), "site")).isEqualTo("B");
    Harmonised without = Harmonised.of(study.withScansAt("B", 0), folder.resolve("without"));
    run.isNear(without, study.features(), 0);
  }

  @Test
  void twoScansAreAcceptedWithAWarning() {
    Harmonised run = Harmonised.of(study().withScansAt("B", 2), output());
    assertSite(run, "B", 2, "location-scale", "default");
    assertThat(run.printed()).contains("two scans only").contains("'B'");
  }

  @Test
  void meanOnlyForAllSitesIsRecordedAsRequested() {
    Harmonised run = Harmonised.of(study(), output(), "--mean-only");
    assertSite(run, "B", 12, "mean-only", "mean-only-requested");
  }

  @Test
  void theReferenceSiteIsCopied() {
    StudyTable study = study();
    Harmonised run = Harmonised.of(study, output(), "--reference-site", "B");
    assertSite(run, "B", 12, "reference", "reference-site");
    for (int s : study.scansOf("B")) {
      assertThat(run.value(study.cell("sub", s), "f2"))
          .isEqualTo(Double.parseDouble(study.cell("f2", s)));
    }
  }

  @Test
  void incompleteScansAreLeftOutOnRequestAndListed() {
    StudyTable study = study().set("site", 3, "").set("age", 7, "NA").set("sex", 7, "");
    study.set("sex", 20, "n/a");
    Harmonised run = Harmonised.of(study, output(), "--drop-incomplete");
    FixtureTable scans = run.status("scans", 1);
    assertThat(scans.keys())
        .containsExactly(List.of("sub-004"), List.of("sub-008"), List.of("sub-021"));
    assertThat(row(scans, "sub-004")).containsExactly("", "missing-site", "site");
    assertThat(row(scans, "sub-008")).containsExactly("B", "missing-covariate", "age");
    assertThat(row(scans, "sub-021")).containsExactly("C", "missing-covariate", "sex");
    assertThat(run.printed()).contains("3 left out (see status/scans.csv)");
    assertThat(spark().read().parquet(run.output() + "/status/scans.parquet").count()).isEqualTo(3);

    List<Integer> complete =
        IntStream.range(0, study.scans()).filter(s -> s != 3 && s != 7 && s != 20).boxed().toList();
    Harmonised others = Harmonised.of(study.rows(complete), folder.resolve("others"));
    run.isNear(others, study.features(), 0);
  }

  private static List<String> row(FixtureTable scans, String id) {
    List<String> key = List.of(id);
    return List.of(scans.text(key, "site"), scans.text(key, "reason"), scans.text(key, "column"));
  }

  @Test
  void aScanThatTheScanTableLacksIsIncompleteToo() {
    StudyTable study = study();
    StudyTable scans = study.copy().columns(List.of("sub", "site", "age", "sex"));
    String participants =
        write("p.csv", scans.rows(IntStream.range(1, study.scans()).boxed().toList()));
    String features = write("roi.csv", study.copy().columns(List.of("sub", "f1", "f2", "f3")));
    Harmonised run =
        Harmonised.run(
            Harmonised.arguments(features, output(), "--scans", participants, "--drop-incomplete"));
    assertThat(run.status("scans", 1).keys()).containsExactly(List.of("sub-001"));
    assertThat(run.table().keys()).hasSize(35).doesNotContain(List.of("sub-001"));
  }

  @Test
  void aCompleteRunHasEmptyLedgers() {
    Harmonised run = Harmonised.of(study(), output());
    assertThat(run.status("features", 2).keys()).isEmpty();
    assertThat(run.status("scans", 1).keys()).isEmpty();
    assertThat(run.status("sites", 1).keys()).hasSize(3);
  }

  @Test
  void theRunRecordHoldsNoIds() throws java.io.IOException {
    StudyTable study = study().set("site", 3, "");
    Harmonised run = Harmonised.of(study, output(), "--drop-incomplete");
    String record = java.nio.file.Files.readString(run.output().resolve("run.json"));
    assertThat(record).contains("\"scans_left_out\" : 1").doesNotContain("sub-0");
  }
}
