package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** What a model tells of itself is what was fitted. */
class InspectTest extends OnSpark {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static StudyTable study() {
    return StudyTable.of(41, 3, 16, 9).set("f2", 5, "");
  }

  private static JsonNode described(String model, String... more) throws JsonProcessingException {
    List<String> arguments = new ArrayList<>(List.of("inspect", model, "--json"));
    arguments.addAll(List.of(more));
    return JSON.readTree(Cli.run(arguments).succeeds());
  }

  /** Of a feature matrix in blocks of four. */
  private String fittedToMatrix(StudyTable study) {
    String matrix = folder.resolve("matrix").toString();
    Cli.run(
            "import",
            "table",
            "--input=" + write("scans.csv", study),
            "--id=sub",
            "--site=site",
            "--features=f?",
            "--element=float64",
            "--block-size=4",
            "--output=" + matrix)
        .succeeds();
    String model = folder.resolve("model").toString();
    Cli.run(
            "fit",
            "--input=" + matrix,
            "--continuous=age",
            "--categorical=sex",
            "--reference-site=B",
            "--output=" + model)
        .succeeds();
    return model;
  }

  private static void isLargest(
      JsonNode listed, FixtureTable effects, ToDoubleFunction<List<String>> key) {
    List<List<String>> expected =
        effects.keys().stream()
            .filter(pair -> !pair.get(0).equals("B"))
            .sorted(Comparator.comparingDouble(key).reversed())
            .limit(listed.size())
            .toList();
    for (int k = 0; k < expected.size(); k++) {
      JsonNode effect = listed.get(k);
      List<String> pair = expected.get(k);
      assertThat(List.of(effect.get("site").asText(), effect.get("feature").asText()))
          .isEqualTo(pair);
      assertThat(effect.get("gamma_star").asDouble()).isEqualTo(effects.number(pair, "gamma_star"));
      assertThat(effect.get("delta_star").asDouble()).isEqualTo(effects.number(pair, "delta_star"));
    }
  }

  @Test
  void theLargestEffectsAreThoseOfAllBlocksAndSites() throws JsonProcessingException {
    String model = fittedToMatrix(study());
    FixtureTable effects =
        FixtureTable.parse(
            "effects", Cli.run("inspect", model, "--table", "effects", "--csv").succeeds(), 2);
    JsonNode facts = described(model, "--largest", "7").get("models").get(0);
    for (String list : List.of("largest_shifts", "largest_scales", "smallest_scales")) {
      assertThat(facts.get(list)).hasSize(7);
    }
    isLargest(
        facts.get("largest_shifts"), effects, pair -> Math.abs(effects.number(pair, "gamma_star")));
    isLargest(facts.get("largest_scales"), effects, pair -> effects.number(pair, "delta_star"));
    isLargest(facts.get("smallest_scales"), effects, pair -> -effects.number(pair, "delta_star"));
    assertThat(described(model, "--largest=0").get("models").get(0).get("largest_shifts"))
        .isEmpty();
    // Two sites but the reference, nine features: no more than there are.
    assertThat(described(model, "--largest=99").get("models").get(0).get("largest_shifts"))
        .hasSize(18);
  }

  @Test
  void itSaysWhatItWasFittedOnAndHow() throws JsonProcessingException {
    StudyTable study = study();
    Harmonised run = Harmonised.of(study, folder.resolve("out"), "--min-scans", "3");
    JsonNode root = described(run.output().toString());
    assertThat(root.get("run").asText()).hasSize(16);
    assertThat(root.get("parent").isNull()).isTrue();
    assertThat(root.get("inputs").get(0).get("path").asText()).endsWith("out-input.csv");
    assertThat(root.get("options").get("min-scans").asInt()).isEqualTo(3);
    JsonNode facts = root.get("models").get(0);
    assertThat(facts.get("scans").asInt()).isEqualTo(48);
    assertThat(facts.get("features").asInt()).isEqualTo(9);
    assertThat(facts.get("written_by").asText())
        .isEqualTo(root.get("program").asText().replace("chorale ", ""));
    JsonNode age = facts.get("design").get(0);
    double[] ages = new double[study.scans()];
    for (int s = 0; s < ages.length; s++) {
      ages[s] = Double.parseDouble(study.cell("age", s));
    }
    assertThat(age.get("range").get(0).asDouble())
        .isEqualTo(Arrays.stream(ages).min().orElseThrow());
    assertThat(age.get("range").get(1).asDouble())
        .isEqualTo(Arrays.stream(ages).max().orElseThrow());
    assertThat(facts.get("design").get(1).get("levels").toString()).isEqualTo("[\"F\",\"M\"]");
    FixtureTable sites = run.inspect("sites", 1);
    for (JsonNode site : facts.get("sites")) {
      List<String> key = List.of(site.get("label").asText());
      JsonNode prior = site.get("prior");
      assertThat(site.get("n").asInt()).isEqualTo(16);
      assertThat(prior.get("gamma_mean").asDouble()).isEqualTo(sites.number(key, "gamma_bar"));
      assertThat(prior.get("a_prior").asDouble()).isEqualTo(sites.number(key, "a_prior"));
      assertThat(prior.get("b_prior").asDouble()).isEqualTo(sites.number(key, "b_prior"));
    }
    String printed = Cli.run("inspect", run.output().toString()).succeeds();
    assertThat(printed)
        .contains("fitted on ", "out-input.csv (", "run " + root.get("run").asText())
        .contains("Covariates", "baseline F, M", "Largest shifts", "Smallest scales");
  }

  @Test
  void aModelApartFromItsRunTellsWhatItKnows() throws JsonProcessingException {
    Path kept =
        Path.of(System.getProperty("chorale.basedir", "."), "src/test/resources/models/3/model");
    JsonNode root = described(kept.toString());
    assertThat(root.get("inputs").isNull()).isTrue();
    assertThat(root.get("models").get(0).get("version").asInt()).isEqualTo(3);
  }

  @Test
  void everyBatchVariableHasItsModel() throws JsonProcessingException {
    StudyTable study = study().with("scanner", s -> "S" + s % 2);
    Harmonised run = Harmonised.of(study, folder.resolve("out"), "--then", "scanner");
    JsonNode root = described(run.output().toString());
    assertThat(root.get("models")).hasSize(2);
    assertThat(root.get("inputs").isArray()).isTrue();
    assertThat(root.get("models").get(1).get("sites").get(0).get("label").asText()).isEqualTo("S0");
  }

  @Test
  void optionsThatContradictAreRefused() {
    assertRefused(List.of("inspect", "x", "--json", "--csv"), "--json", "leave it out, or --csv");
    assertRefused(List.of("inspect", "x", "--largest=-1"), "--largest is -1");
  }
}
