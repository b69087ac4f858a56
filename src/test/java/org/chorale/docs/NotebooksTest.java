package org.chorale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chorale.debian.DebianPackage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks run, show plots, and print what they are kept with. */
@Tag("slow")
class NotebooksTest {
  private static final Path BASE = Path.of(System.getProperty("chorale.basedir"));
  private static final Path NOTEBOOKS = BASE.resolve("notebooks");
  private static final Path EXECUTED = BASE.resolve("target/notebooks/tested");

  /** Larger ones make every clone of the project larger, for good. */
  private static final long LARGEST_BYTES = 1_000_000;

  static Stream<String> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(NOTEBOOKS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".ipynb"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notebooks")
  void everyCellRunsAndPrintsWhatTheNotebookIsKeptWith(String notebook) throws Exception {
    execute(notebook);
    List<JsonNode> kept = outputs(NOTEBOOKS.resolve(notebook));
    List<JsonNode> now = outputs(EXECUTED.resolve(notebook));
    assertThat(plots(now)).as("plots").isPositive().isEqualTo(plots(kept));
    assertThat(printed(now))
        .as("what %s prints; 'notebooks/run' executes it anew", notebook)
        .isEqualTo(printed(kept));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notebooks")
  void keptOutputsAreSmallAndOfNoMachine(String notebook) throws IOException {
    Path file = NOTEBOOKS.resolve(notebook);
    assertThat(Files.size(file)).isLessThan(LARGEST_BYTES);
    assertThat(printed(outputs(file)))
        .doesNotContain("/tmp/", "/home/", "/root/", "/work/", "java.io.PrintStream@");
  }

  /** With this build's classes; the jar is not made yet when tests run. */
  private static void execute(String notebook) throws Exception {
    DebianPackage.program("jupyter-nbconvert", "jupyter-nbconvert", "the notebook " + notebook);
    Files.createDirectories(EXECUTED);
    Files.deleteIfExists(EXECUTED.resolve(notebook));
    ProcessBuilder builder =
        new ProcessBuilder(
            NOTEBOOKS.resolve("run").toString(), "--to", EXECUTED.toString(), notebook);
    builder.environment().put("CHORALE_CLASS_PATH", classPath());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Path log = EXECUTED.resolve(notebook + ".log");
    Process process =
        builder
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int code = process.waitFor();
    String said = Files.readString(log);
    assertThat(code).as(said).isZero();
  }

  private static String classPath() {
    return Arrays.stream(
            System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<JsonNode> outputs(Path notebook) throws IOException {
    List<JsonNode> outputs = new ArrayList<>();
    for (JsonNode cell : JsonMapper.builder().build().readTree(notebook.toFile()).get("cells")) {
      cell.path("outputs").forEach(outputs::add);
    }
    return outputs;
  }

  private static long plots(List<JsonNode> outputs) {
    return outputs.stream().filter(output -> output.at("/data/image~1png").isTextual()).count();
  }

  /** Streams of text, and texts that stand for plots. */
  private static String printed(List<JsonNode> outputs) {
    return outputs.stream()
        .map(output -> output.has("text") ? output.get("text") : output.at("/data/text~1plain"))
        .map(NotebooksTest::text)
        .collect(Collectors.joining("\n"));
  }

  /** A text, or its lines. */
  private static String text(JsonNode node) {
    StringBuilder text = new StringBuilder(node.asText());
    node.forEach(line -> text.append(line.asText()));
    return text.toString();
  }
}
