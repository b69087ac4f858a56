package org.chorale.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chorale.cli.Main;
import org.chorale.cluster.StandaloneCluster.Added;
import org.chorale.cluster.StandaloneCluster.Submission;
import org.chorale.job.DeltaTable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Table formats and lineage that users add to Spark, with the packages that {@code docs/lake.md}
 * names, on a cluster.
 */
@Tag("packages")
class LakeFormatsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PROJECT = Path.of(System.getProperty("chorale.basedir", "."));
  private static final long MINUTES_TO_RESOLVE = 5;
  private static final String EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";

  @TempDir Path folder;

  private static String page() throws IOException {
    return Files.readString(PROJECT.resolve("docs/lake.md"));
  }

  private static List<String> packages() throws IOException {
    return Pattern.compile("(?m)^\\| [A-Z][A-Za-z ]+ \\| `([a-z.]+:[^`]+)` \\|$")
        .matcher(page())
        .results()
        .map(row -> row.group(1))
        .toList();
  }

  /** What Maven resolves the packages to; skips the test where it can't. */
  private List<Path> jars() throws IOException, InterruptedException {
    StringBuilder dependencies = new StringBuilder();
    for (String coordinate : packages()) {
      List<String> parts = List.of(coordinate.split(":", -1));
      dependencies.append(
          "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
              .formatted(parts.get(0), parts.get(1), parts.get(2)));
    }
    Path pom = folder.resolve("pom.xml");
    Files.writeString(
        pom,
        """
        <project><modelVersion>4.0.0</modelVersion>
        <groupId>org.chorale</groupId><artifactId>lake</artifactId><version>1</version>
        <dependencies>%s</dependencies></project>
        """
            .formatted(dependencies));
    Path jars = folder.resolve("jars");
    Path log = folder.resolve("mvn.log");
    Process maven =
        new ProcessBuilder(
                "mvn",
                "-q",
                "-B",
                "-f",
                pom.toString(),
                "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies",
                "-DoutputDirectory=" + jars,
                "-DexcludeGroupIds=org.scala-lang")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = maven.waitFor(MINUTES_TO_RESOLVE, TimeUnit.MINUTES);
    if (!ended) {
      maven.destroyForcibly().waitFor();
    }
    assumeTrue(
        ended && maven.exitValue() == 0,
        "the packages of docs/lake.md can't be resolved here: " + Files.readString(log));
    try (Stream<Path> files = Files.list(jars)) {
      return files.sorted().toList();
    }
  }

  private String[] harmonise(Path output, String... more) {
    List<String> arguments = new ArrayList<>(List.of("harmonise"));
    arguments.addAll(List.of("--input", PROJECT.resolve("conf/example.csv").toString()));
    arguments.addAll(List.of("--id", "sub_id", "--site", "site", "--continuous", "age"));
    arguments.addAll(List.of("--categorical", "sex", "--output", output.toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private String statement(Path output, String run) throws IOException {
    Matcher block =
        Pattern.compile("<!-- an Iceberg table -->\\s*```sql\n(.*?)```", Pattern.DOTALL)
            .matcher(page());
    assertThat(block.find()).isTrue();
    return block.group(1).replace("'RUN'", "'" + run + "'").replace("OUT", output.toString());
  }

  private static Map<String, String> lineage(Path events) {
    return Map.of(
        "spark.app.name", "chorale",
        "spark.extraListeners", "io.openlineage.spark.agent.OpenLineageSparkListener",
        "spark.openlineage.transport.type", "file",
        "spark.openlineage.transport.location", events.toString());
  }

  @Test
  void theirOwnReadersReadWhatARunWrote() throws Exception {
    assertThat(packages()).hasSize(3).contains(DeltaTable.PACKAGE);
    List<Path> jars = jars();
    Path plain = folder.resolve("plain");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            harmonise(plain));
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    Path output = folder.resolve("delta");
    Path events = folder.resolve("events.json");
    try (StandaloneCluster cluster = StandaloneCluster.start()) {
      Submission run =
          cluster.submit(new Added(jars, lineage(events)), harmonise(output, "--format", "delta"));
      assertThat(run.exitCode()).as(run.err()).isZero();
      String id = JSON.readTree(output.resolve("run.json").toFile()).get("run").asText();
      Submission read =
          cluster.submit(
              new Added(jars, readerSettings()),
              LakeReader.class,
              output.resolve("harmonised").toString(),
              plain.resolve("harmonised").toString(),
              statement(output, id));
      assertThat(read.exitCode()).as(read.err()).isZero();
      assertThat(read.out().lines())
          .containsExactly(
              "delta rows=240 columns=true apart=0",
              "versions 1",
              "metadata chorale run " + id,
              "iceberg rows=240 columns=true apart=0",
              "snapshots 2",
              "property " + id);
    }
    assertThat(output.resolve("harmonised/part-00000.parquet"))
        .hasSameBinaryContentAs(plain.resolve("harmonised/part-00000.parquet"));
    seesTheRunWithoutDataSets(events);
  }

  private Map<String, String> readerSettings() {
    return Map.of(
        "spark.sql.shuffle.partitions", "2",
        "spark.sql.warehouse.dir", folder.resolve("warehouse").toString(),
        "spark.sql.extensions", EXTENSION,
        "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog",
        "spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog",
        "spark.sql.catalog.lake.type", "hadoop",
        "spark.sql.catalog.lake.warehouse", folder.resolve("lake").toString());
  }

  /** What the page says that a consumer of lineage sees. */
  private static void seesTheRunWithoutDataSets(Path events) throws IOException {
    List<String> application = new ArrayList<>();
    List<String> purposes = new ArrayList<>();
    for (String line : Files.readAllLines(events)) {
      JsonNode event = JSON.readTree(line);
      assertThat(event.path("inputs")).isEmpty();
      assertThat(event.path("outputs")).isEmpty();
      String job = event.at("/job/name").asText();
      if (job.equals("chorale")) {
        application.add(event.get("eventType").asText());
      }
      if (event.at("/run/facets/parent/job/name").asText().equals("chorale")) {
        purposes.add(event.at("/run/facets/spark_jobDetails/jobDescription").asText());
      }
    }
    assertThat(application).containsExactly("START", "COMPLETE");
    assertThat(purposes).contains("reading the tables", "fitting the model");
  }
}
