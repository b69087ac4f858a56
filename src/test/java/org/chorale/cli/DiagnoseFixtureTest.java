package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chorale.fixtures.Fixture;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** The whole command against R's tests before and after, for values harmonised elsewhere. */
class DiagnoseFixtureTest extends OnSpark {
  /** Of the case: relative, for statistics. */
  private static final double STATISTIC = 1e-8;

  /** Of the case: relative, for p values. */
  private static final double P = 1e-6;

  /** Two values of an even site are tied exactly, and rounding splits them in R. */
  private static final double FLIGNER = 1e-4;

  private static final double FLIGNER_P = 1e-3;

  private Path diagnose(Fixture fixture) {
    List<String> continuous = new ArrayList<>();
    List<String> categorical = new ArrayList<>();
    fixture.covariates().forEach(c -> (c.categorical() ? categorical : continuous).add(c.name()));
    Cli.run(
            "diagnose",
            "--input",
            fixture.file("input.csv").toString(),
            "--harmonised",
            fixture.file("harmonised.csv").toString(),
            "--id",
            fixture.idColumn(),
            "--site",
            fixture.siteColumn(),
            "--continuous",
            String.join(",", continuous),
            "--categorical",
            String.join(",", categorical),
            "--classifiers",
            "none",
            "--output",
            output().toString())
        .succeeds();
    return output().resolve("diagnostics");
  }

  @Test
  void everyTestIsTheReferences() throws IOException {
    Fixture fixture = Fixture.find("diagnostics_sim").orElseThrow();
    Path diagnostics = diagnose(fixture);
    FixtureTable found = FixtureTable.read(diagnostics.resolve("features.csv"), 2);
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("anova_F", "anova");
    columns.put("type2_F_batch", "anova");
    columns.put("anova_p", "anova_p");
    columns.put("lr_chisq", "likelihood_ratio");
    columns.put("lr_p", "likelihood_ratio_p");
    columns.put("kw_chisq", "kruskal_wallis");
    columns.put("kw_p", "kruskal_wallis_p");
    columns.put("levene_F", "levene");
    columns.put("levene_p", "levene_p");
    columns.put("bartlett_K2", "bartlett");
    columns.put("bartlett_p", "bartlett_p");
    columns.put("fligner_chisq", "fligner_killeen");
    columns.put("fligner_p", "fligner_killeen_p");
    columns.put("adj_r2_with", "adjusted_r2");
    columns.put("adj_r2_without", "adjusted_r2_without_site");
    JsonNode findings = new ObjectMapper().readTree(diagnostics.resolve("diagnosis.json").toFile());
    for (String state : List.of("before", "after")) {
      FixtureTable expected = fixture.table("tests_" + state).orElseThrow();
      assertThat(found.keys()).hasSameSizeAs(expected.keys());
      for (List<String> row : found.keys()) {
        for (Map.Entry<String, String> column : columns.entrySet()) {
          double wanted = expected.number(List.of(row.get(1)), column.getKey());
          boolean p = column.getKey().endsWith("_p");
          boolean fligner = column.getKey().startsWith("fligner");
          double tolerance = fligner ? (p ? FLIGNER_P : FLIGNER) : (p ? P : STATISTIC);
          assertThat(found.number(row, column.getValue() + "_" + state))
              .as("%s of %s, %s", column.getKey(), row, state)
              .isCloseTo(wanted, within(tolerance * Math.abs(wanted) + (p ? 1e-12 : 0)));
        }
      }
      distancesAndComponents(fixture, findings, state);
    }
  }

  private static void distancesAndComponents(Fixture fixture, JsonNode findings, String state) {
    FixtureTable mdmr = fixture.table("mdmr_" + state).orElseThrow();
    List<String> site =
        mdmr.keys().stream().filter(key -> !key.get(0).startsWith("(")).findFirst().orElseThrow();
    JsonNode distances = findings.path("distances").path(state);
    near(distances.path("statistic"), mdmr.number(site, "statistic"));
    near(distances.path("pseudo_r2"), mdmr.number(site, "pseudo_r2"));
    assertThat(distances.path("p").asDouble()).isCloseTo(mdmr.number(site, "p"), within(1e-6));
    FixtureTable pca = fixture.table("pca_" + state).orElseThrow();
    JsonNode shares = findings.path("components").path(state).path("share");
    assertThat(shares.size()).isEqualTo(10);
    for (int c = 0; c < shares.size(); c++) {
      near(shares.get(c), pca.number(List.of(Integer.toString(c + 1)), "var_explained"));
    }
  }

  private static void near(JsonNode found, double wanted) {
    assertThat(found.asDouble()).isCloseTo(wanted, within(STATISTIC * Math.abs(wanted)));
  }
}
