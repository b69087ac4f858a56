package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.FixtureTable;

/** The output of a run of {@code chorale harmonise} and the options most tests run it with. */
final class Harmonised {
  private final Path output;
  private final String printed;

  private Harmonised(Path output, String printed) {
    this.output = output;
    this.printed = printed;
  }

  /**
   * Arguments for a {@link StudyTable}: age and sex kept, CSV output.
   *
   * @param more further arguments; those of the usual options replace theirs
   */
  static List<String> arguments(String input, Path output, String... more) {
    Map<String, String> usual = new LinkedHashMap<>();
    usual.put("--input", input);
    usual.put("--id", "sub");
    usual.put("--site", "site");
    usual.put("--continuous", "age");
    usual.put("--categorical", "sex");
    usual.put("--format", "csv");
    usual.put("--output", output.toString());
    List<String> others = new ArrayList<>();
    for (int i = 0; i < more.length; i++) {
      if (usual.containsKey(more[i])) {
        usual.put(more[i], more[++i]);
      } else {
        others.add(more[i]);
      }
    }
    List<String> arguments = new ArrayList<>(List.of("harmonise"));
    usual.forEach((option, value) -> arguments.addAll(List.of(option, value)));
    arguments.addAll(others);
    return arguments;
  }

  /** Runs a command that must succeed. */
  static Harmonised run(List<String> arguments) {
    Path output = Path.of(arguments.get(arguments.indexOf("--output") + 1));
    return new Harmonised(output, Cli.run(arguments).succeeds());
  }

  /** Harmonises a study that is written beside the output. */
  static Harmonised of(StudyTable study, Path output, String... more) {
    String input = study.write(output.resolveSibling(output.getFileName() + "-input.csv"));
    return run(arguments(input, output, more));
  }

  Path output() {
    return output;
  }

  String model() {
    return output.resolve("model").toString();
  }

  /** What the command printed. */
  String printed() {
    return printed;
  }

  /** {@code harmonised.csv}; rows by id, which is the first column. */
  FixtureTable table() {
    return FixtureTable.read(output.resolve("harmonised.csv"), 1);
  }

  double value(String id, String feature) {
    return table().number(List.of(id), feature);
  }

  FixtureTable status(String name, int keys) {
    return FixtureTable.read(output.resolve("status/" + name + ".csv"), keys);
  }

  /** Reason code of a feature at a site, or null where the ledger has no row. */
  String reason(String feature, String site) {
    FixtureTable ledger = status("features", 2);
    List<String> key = List.of(feature, site);
    return ledger.keys().contains(key) ? ledger.text(key, "reason") : null;
  }

  FixtureTable inspect(String table, int keys) {
    return FixtureTable.parse(
        table, Cli.run("inspect", model(), "--table", table, "--csv").succeeds(), keys);
  }

  /** The same ids, and values of the features within a distance in standard deviations. */
  void isNear(Harmonised expected, List<String> features, double tolerance) {
    FixtureTable wanted = expected.table();
    assertThat(table().keys()).containsExactlyInAnyOrderElementsOf(wanted.keys());
    Distance distance = Distance.between(wanted, table(), features, wanted::sd);
    assertThat(distance.max()).as("sd, at %s", distance.where()).isLessThanOrEqualTo(tolerance);
  }
}
