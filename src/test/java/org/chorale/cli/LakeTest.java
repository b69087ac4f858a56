package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.chorale.io.storage.ObjectStore;
import org.junit.jupiter.api.Test;

/** {@code --lake}: every run stays, one counts. */
class LakeTest extends OnSpark {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StudyTable study = StudyTable.of(21, 3, 12, 4);

  private List<String> harmonise(StudyTable scans) {
    return harmonise(scans, output().toString());
  }

  private List<String> harmonise(StudyTable scans, String lake) {
    String input = write("scans.csv", scans);
    List<String> arguments = Harmonised.arguments(input, output(), "--lake");
    arguments.set(arguments.indexOf("--output") + 1, lake);
    return arguments;
  }

  private JsonNode current() throws IOException {
    return JSON.readTree(output().resolve("current.json").toFile());
  }

  private List<String> runs() {
    return Cli.entries(output().resolve("runs"));
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(directory.relativize(file).toString(), Sha256.of(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  @Test
  void runsStayAndTheLastOneCounts() throws IOException {
    Cli.run(harmonise(study)).succeeds();
    JsonNode first = current();
    assertThat(runs()).containsExactly(first.get("run").asText());
    assertThat(first.get("path").asText()).isEqualTo("runs/" + first.get("run").asText());
    assertThat(first.get("previous").isNull()).isTrue();
    Path run = output().resolve(first.get("path").asText());
    final Map<String, String> before = contents(run);

    assertThat(Cli.run(harmonise(study)).succeeds())
        .contains(run + " already holds this very run (%s)".formatted(first.get("run").asText()));
    assertThat(current()).isEqualTo(first);

    StudyTable more = study.copy().set("f1", 0, "9.5");
    Cli.run(harmonise(more)).succeeds();
    JsonNode second = current();
    assertThat(second.get("previous")).isEqualTo(first.get("run"));
    assertThat(runs())
        .containsExactlyInAnyOrder(first.get("run").asText(), second.get("run").asText());
    assertThat(contents(run)).isEqualTo(before);

    assertThat(Cli.run(harmonise(study)).succeeds()).contains("nothing to do");
    assertThat(current().get("run")).isEqualTo(first.get("run"));
    assertThat(current().get("previous")).isEqualTo(second.get("run"));
    assertThat(contents(run)).isEqualTo(before);
    assertThat(Cli.entries(output())).containsExactly("current.json", "runs");
  }

  @Test
  void readersFollowThePointer() throws IOException {
    String scans = write("scans.csv", study);
    Cli.run(harmonise(study)).succeeds();
    String run = current().get("run").asText();
    assertThat(Cli.run("inspect", output().toString()).succeeds()).contains("Model of 36 scans");
    List<String> apply = new ArrayList<>(List.of("apply", "--model", output().toString()));
    apply.addAll(List.of("--input", scans, "--format", "csv", "--lake"));
    apply.addAll(List.of("--output", folder.resolve("applied").toString()));
    assertThat(Cli.run(apply).succeeds()).contains("of run " + run);
    assertThat(Cli.run(apply).succeeds()).contains("nothing to do");
    JsonNode applied = JSON.readTree(folder.resolve("applied/current.json").toFile());
    assertThat(table(folder.resolve("applied"), applied))
        .hasSameBinaryContentAs(table(output(), current()));
  }

  private static Path table(Path lake, JsonNode current) {
    return lake.resolve(current.get("path").asText()).resolve("harmonised.csv");
  }

  @Test
  void theMatrixOfALakeIsExported() throws IOException {
    String scans = write("scans.csv", study);
    String matrix = folder.resolve("matrix").toString();
    Cli.run("import", "table", "--input", scans, "--id=sub", "--site=site", "--output=" + matrix)
        .succeeds();
    Cli.run("harmonise", "--input", matrix, "--lake", "--output", output().toString()).succeeds();
    assertThat(
            Cli.run("export", "table", output().toString(), "--output=" + folder.resolve("table"))
                .succeeds())
        .contains("36 scans");
  }

  @Test
  void twoAtOnceMakeOneRun() throws Exception {
    List<String> arguments = harmonise(study);
    CompletableFuture<Cli> first = CompletableFuture.supplyAsync(() -> Cli.run(arguments));
    CompletableFuture<Cli> second = CompletableFuture.supplyAsync(() -> Cli.run(arguments));
    first.get().succeeds();
    second.get().succeeds();
    assertThat(runs()).containsExactly(current().get("run").asText());
    assertThat(Cli.entries(output())).containsExactly("current.json", "runs");
    assertThat(Cli.run(arguments).succeeds()).contains("nothing to do");
  }

  @Test
  void twoAtOnceInAStoreBothStay() throws Exception {
    ObjectStore.register(spark().sparkContext().hadoopConfiguration());
    List<String> arguments = harmonise(study, "store://" + output());
    CompletableFuture<Cli> first = CompletableFuture.supplyAsync(() -> Cli.run(arguments));
    CompletableFuture<Cli> second = CompletableFuture.supplyAsync(() -> Cli.run(arguments));
    first.get().succeeds();
    second.get().succeeds();
    String run = current().get("run").asText();
    assertThat(runs()).isNotEmpty().allMatch(name -> name.matches(run + "-[0-9a-f]{8}"));
    assertThat(current().get("path").asText()).isIn(runs().stream().map("runs/"::concat).toList());
    assertThat(Cli.run(arguments).succeeds()).contains("nothing to do");
    for (String each : runs()) {
      assertThat(output().resolve("runs").resolve(each).resolve("run.json")).exists();
    }
  }

  @Test
  void aLakeIsReplacedByNothing() throws IOException {
    Cli.run(harmonise(study)).succeeds();
    List<String> lake = harmonise(study);
    for (List<String> options :
        List.of(List.<String>of(), List.of("--overwrite"), List.of("--refresh"))) {
      List<String> plain = new ArrayList<>(lake);
      plain.remove("--lake");
      plain.addAll(options);
      assertRefused(plain, output().toString(), "say --lake too");
    }
    lake.add("--refresh");
    assertRefused(lake, "--lake keeps every run", "--refresh");
    assertThat(runs()).hasSize(1);
  }

  @Test
  void whatIsNoLakeIsInTheWay() throws IOException {
    List<String> plain = harmonise(study);
    plain.remove("--lake");
    Cli.run(plain).succeeds();
    assertRefused(harmonise(study), output().toString(), "in the way", "keeps no runs");
  }

  @Test
  void aPointerLeadsNowhereElse() throws IOException {
    Cli.run(harmonise(study)).succeeds();
    Path pointer = output().resolve("current.json");
    for (String place : List.of("../out", "runs/..", "/etc", "runs/0123456789abcdef/../..")) {
      Files.writeString(pointer, "{\"run\": \"x\", \"path\": \"%s\"}".formatted(place));
      assertRefused(
          List.of("inspect", output().toString()), pointer.toString(), "'path'", place, "damaged");
    }
    Files.writeString(pointer, "{\"path\": \"runs/0123456789abcdef\"}");
    assertRefused(List.of("inspect", output().toString()), "not the output of a finished run");
    Files.writeString(pointer, "{\"path\": ");
    assertRefused(List.of("inspect", output().toString()), pointer.toString(), "JSON");
    Cli.run(harmonise(study)).succeeds();
    assertThat(current().get("path").asText()).isEqualTo("runs/" + runs().get(0));
  }
}
