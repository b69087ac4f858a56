package org.chorale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.schema.PrimitiveType;
import org.chorale.io.parquet.FlatParquetReader;
import org.chorale.model.LeftOut;
import org.chorale.model.Site;
import org.chorale.stats.bayes.SiteTreatment.Effects;
import org.chorale.stats.regression.FeatureStatus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/output.md} and {@code docs/model-format.md} name everything that a run writes. */
class OutputPageTest {
  private static final String PAGE =
      Example.text("docs/output.md") + Example.text("docs/model-format.md");

  @TempDir static Path folder;

  private static Path output;

  /** The same with a smooth covariate. */
  private static Path smooth;

  /** The same with bounds. */
  private static Path domains;

  @BeforeAll
  static void harmonise() {
    output = folder.resolve("out");
    Example.harmonise(output);
    domains = folder.resolve("domains");
    Example.harmonise(domains, "--domain", "*:positive");
    smooth = folder.resolve("smooth");
    Example.harmonise(
        smooth, "--continuous", "", "--smooth", "age:k=6", "--smooth-bounds", "5..90");
  }

  private static List<Path> files(Path directory, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  private static void names(JsonNode node, Set<String> names) {
    node.properties()
        .forEach(
            field -> {
              names.add(field.getKey());
              names(field.getValue(), names);
            });
    if (node.isArray()) {
      node.forEach(item -> names(item, names));
    }
  }

  @Test
  void everyReasonCodeIsExplained() {
    List<String> codes = new ArrayList<>();
    Arrays.stream(FeatureStatus.values()).map(FeatureStatus::reasonCode).forEach(codes::add);
    for (Site.Reason reason : Site.Reason.values()) {
      codes.add(new Site("", 0, Effects.NONE, reason).reasonCode());
    }
    for (LeftOut.Reason reason : LeftOut.Reason.values()) {
      codes.add(new LeftOut("", "", reason, "").reasonCode());
    }
    for (Effects effects : Effects.values()) {
      codes.add(effects.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      codes.add(new Site("", 0, effects, Site.Reason.DEFAULT).method());
    }
    assertThat(codes).allSatisfy(code -> assertThat(PAGE).contains("`" + code + "`"));
  }

  @Test
  void everyFieldOfTheJsonFilesIsExplained() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path file : files(folder, ".json")) {
      names(new ObjectMapper().readTree(file.toFile()), names);
    }
    assertThat(names)
        .hasSizeGreaterThan(40)
        .filteredOn(name -> !name.matches("S00\\d"))
        .allSatisfy(name -> assertThat(PAGE).contains("`" + name + "`"));
  }

  @Test
  void everyFieldThatInspectPrintsIsExplained() throws IOException {
    Set<String> names = new TreeSet<>();
    String printed = Example.run(List.of("inspect", smooth.toString(), "--json"));
    names(new ObjectMapper().readTree(printed), names);
    assertThat(names)
        .contains("largest_shifts", "a_prior")
        .allSatisfy(name -> assertThat(PAGE).contains("`" + name + "`"));
  }

  @Test
  void everyColumnOfModelAndStatusIsExplained() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path directory :
        List.of(output.resolve("model"), domains.resolve("status"), smooth.resolve("model"))) {
      for (Path file : files(directory, ".parquet")) {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        try (FlatParquetReader parquet = FlatParquetReader.open(new Configuration(), path)) {
          parquet.columns().stream().map(PrimitiveType::getName).forEach(names::add);
        }
      }
    }
    for (Path file : files(domains.resolve("status"), ".csv")) {
      names.addAll(List.of(Files.readAllLines(file).get(0).split(",")));
    }
    assertThat(names)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            name ->
                assertThat(PAGE)
                    .contains(
                        "`" + name.replaceAll("s\\(age\\)\\.\\d|sex\\[M\\]|age", "COL") + "`"));
  }

  @Test
  void noIdIsInModelOrRunRecord() throws IOException {
    List<Path> files = new ArrayList<>(files(output.resolve("model"), ""));
    files.add(output.resolve("run.json"));
    for (Path file : files) {
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(bytes).as(file.toString()).doesNotContain("sub-0");
    }
  }
}
