package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that earlier versions wrote stay readable and give the values they gave. */
class KeptModelsTest extends OnSpark {
  private static final Path KEPT =
      Path.of(System.getProperty("chorale.basedir", "."), "src/test/resources/models");

  static List<Path> versions() throws IOException {
    try (Stream<Path> entries = Files.list(KEPT)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  void isAppliedWithTheVeryValues(Path version) {
    Path output = folder.resolve("out");
    Harmonised applied =
        Harmonised.run(
            List.of(
                "apply",
                "--model",
                version.resolve("model").toString(),
                "--input",
                KEPT.resolve("scans.csv").toString(),
                "--format",
                "csv",
                "--output",
                output.toString()));
    FixtureTable expected = FixtureTable.read(version.resolve("harmonised.csv"), 1);
    FixtureTable found = applied.table();
    assertThat(found.keys()).containsExactlyElementsOf(expected.keys());
    for (List<String> scan : expected.keys()) {
      for (String column : expected.columns()) {
        assertThat(found.text(scan, column))
            .as("%s %s", scan, column)
            .isEqualTo(expected.text(scan, column));
      }
    }
    assertThat(Cli.run("inspect", version.resolve("model").toString()).succeeds())
        .contains("Model of 30 scans, 3 sites (site), 6 features");
  }

  @Test
  void theVersionThatIsWrittenIsAmongThem() throws IOException {
    Harmonised now = Harmonised.of(StudyTable.of(3, 2, 10, 3), folder.resolve("out"));
    String json = Files.readString(Path.of(now.model()).resolve("model.json"));
    List<String> kept = versions().stream().map(path -> path.getFileName().toString()).toList();
    assertThat(json).containsPattern("\"version\" : " + kept.get(kept.size() - 1) + ",");
  }
}
