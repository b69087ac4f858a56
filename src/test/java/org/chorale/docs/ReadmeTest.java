package org.chorale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chorale.cli.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the README shows is what the project does. */
class ReadmeTest {
  private static final String README = Example.text("README.md");
  private static final Pattern LONG_OPTION = Pattern.compile("--[a-z][a-z-]*");

  @TempDir Path folder;

  /** The block in a fence below a comment of this text. */
  private static String blockAfter(String comment) {
    Matcher block =
        Pattern.compile(
                "<!-- " + Pattern.quote(comment) + " -->\\s*```[a-z]*\n(.*?)```\n", Pattern.DOTALL)
            .matcher(README);
    assertThat(block.find()).as("README.md has a block below <!-- %s -->", comment).isTrue();
    return block.group(1);
  }

  private static String section(String title) {
    Matcher section =
        Pattern.compile("\n## " + Pattern.quote(title) + "\n(.*?)(?=\n## |\\z)", Pattern.DOTALL)
            .matcher(README);
    assertThat(section.find()).as("README.md has a section '%s'", title).isTrue();
    return section.group(1);
  }

  private static Set<String> optionsOf(String command) {
    CommandLine sub = new CommandLine(Main.class).getSubcommands().get(command);
    return sub.getCommandSpec().options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .map(OptionSpec::names)
        .flatMap(Arrays::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String withoutTimings(String printed) {
    return printed.replaceAll("\\d+\\.\\d s", "# s");
  }

  @Test
  void theRunShownIsTheRunOfTheExample() {
    String printed = Example.harmonise(folder.resolve("out"));
    assertThat(withoutTimings(blockAfter("printed by the example")))
        .isEqualTo(withoutTimings(printed));
  }

  @Test
  void theModelShownIsTheModelOfTheExample() {
    Path output = folder.resolve("out");
    Example.harmonise(output);
    String model = output.resolve("model").toString();
    assertThat(Example.run(List.of("inspect", model, "--table", "sites")))
        .isEqualTo(blockAfter("printed by inspect"));
  }

  @Test
  void theTableNamesEveryOptionAndNoOther() {
    Set<String> named = new TreeSet<>();
    for (String line : section("Options").lines().toList()) {
      if (line.startsWith("| `--")) {
        Matcher option = LONG_OPTION.matcher(line.substring(0, line.indexOf('|', 1)));
        while (option.find()) {
          named.add(option.group());
        }
      }
    }
    assertThat(named).isEqualTo(optionsOf("harmonise"));
  }

  @Test
  void theJobFileShownHasKeysThatAreOptions() {
    Set<String> options = optionsOf("harmonise");
    List<String> keys =
        Pattern.compile("(?m)^([a-z-]+):")
            .matcher(blockAfter("a job file"))
            .results()
            .map(key -> "--" + key.group(1))
            .toList();
    assertThat(keys).isNotEmpty().allMatch(options::contains);
  }

  @Test
  void theOneCommandForImagesHasOptionsThatAre() {
    List<String> given =
        LONG_OPTION
            .matcher(blockAfter("images in one command"))
            .results()
            .map(option -> option.group())
            .toList();
    assertThat(given).contains("--images", "--continuous", "--output");
    assertThat(optionsOf("harmonise-images")).containsAll(given);
  }

  @Test
  void theFiveCommandsForVoxelsRun() {
    List<String> commands = blockAfter("voxels in five commands").lines().toList();
    assertThat(commands).hasSize(5);
    Set<String> places = Set.of("study", "matrix", "run", "images", "maps");
    for (String command : commands) {
      List<String> words =
          Arrays.stream(command.split(" "))
              .skip(1)
              .map(
                  word ->
                      places.contains(word.replaceFirst("/.*", ""))
                          ? folder.resolve(word).toString()
                          : word)
              .toList();
      Example.run(onlyPaths(words));
    }
    assertThat(folder.resolve("images/sub-000120.nii.gz")).isNotEmptyFile();
    assertThat(folder.resolve("maps/sigma.nii.gz")).isNotEmptyFile();
  }

  /** The words of a command; a subcommand that is called like a folder stays what it is. */
  private List<String> onlyPaths(List<String> words) {
    List<String> kept = new ArrayList<>(words);
    if (words.get(0).equals("export") || words.get(0).equals("import")) {
      kept.set(1, Path.of(words.get(1)).getFileName().toString());
    }
    return kept;
  }

  @Test
  void theJavaCodeShownIsCompiled() {
    String test = Example.text("src/test/java/org/chorale/docs/JavaApiTest.java");
    String compiled = test.split("// README: Java API\n", 2)[1].split("\n *// README: end", 2)[0];
    assertThat(blockAfter("compiled in JavaApiTest")).isEqualTo(compiled.stripIndent() + "\n");
  }

  @Test
  void filesLinkedToAreThere() {
    Pattern.compile("\\]\\((?!https?:|#)([^)#]+)")
        .matcher(README)
        .results()
        .forEach(link -> assertThat(Example.file(link.group(1))).exists());
  }
}
