package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Models made in parts are the model of the whole: of tables and feature matrices, with linear and
 * smooth covariates, with missing values, whatever the parts and their order.
 */
class LivingPropertiesTest extends OnSpark {
  /** In standard deviations of the feature. */
  private static final double ROUNDING = 1e-10;

  private static final int SCANS = 72;
  private static final int EARLY = 54;

  /** Where scans come from, and which covariates are kept. */
  enum Kind {
    TABLE_LINEAR(false, 2, "--continuous=age"),
    TABLE_SMOOTH(false, 5, "--smooth=age:k=5,bounds=15..85"),
    MATRIX_LINEAR(true, 7, "--continuous=age"),
    MATRIX_SMOOTH(true, 11, "--smooth=age:k=5,basis=cr,bounds=15..85");

    private final boolean matrix;
    private final long seed;
    private final String age;

    Kind(boolean matrix, long seed, String age) {
      this.matrix = matrix;
      this.seed = seed;
      this.age = age;
    }
  }

  private int runs;

  /** In random order, every twelfth value missing somewhere. */
  private static StudyTable study(Kind kind) {
    StudyTable study = StudyTable.of(kind.seed, 3, SCANS / 3, 5).with("fold", s -> "k" + s / 3 % 2);
    Random random = new Random(kind.seed);
    for (int gap = 0; gap < SCANS * 5 / 12; gap++) {
      study.set("f" + (1 + random.nextInt(5)), random.nextInt(SCANS), "");
    }
    return study.shuffledRows(kind.seed);
  }

  private Path next(String name) {
    return folder.resolve(name + runs++);
  }

  private Path run(String command, List<String> arguments) {
    Path output = next(command);
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(arguments);
    all.add("--output=" + output);
    Cli.run(all).succeeds();
    return output;
  }

  private List<String> input(Kind kind, StudyTable scans) {
    String table = write("scans" + runs++ + ".csv", scans);
    if (!kind.matrix) {
      return List.of("--input=" + table);
    }
    List<String> arguments = List.of("--input=" + table, "--id=sub", "--site=site");
    Path matrix = next("matrix");
    List<String> all = new ArrayList<>(List.of("import", "table"));
    all.addAll(arguments);
    all.addAll(List.of("--features=f?", "--element=float64", "--block-size=2"));
    all.add("--output=" + matrix);
    Cli.run(all).succeeds();
    return List.of("--input=" + matrix);
  }

  /** Arguments of a first fit. */
  private List<String> first(Kind kind, StudyTable scans, String... more) {
    List<String> arguments = new ArrayList<>(input(kind, scans));
    if (!kind.matrix) {
      arguments.addAll(List.of("--id=sub", "--site=site", "--features=f?"));
    }
    arguments.addAll(List.of(kind.age, "--categorical=sex"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private Path updated(Kind kind, Path model, StudyTable scans, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--update=" + model));
    arguments.addAll(input(kind, scans));
    arguments.addAll(List.of(more));
    return run("fit", arguments);
  }

  /** What sites would share that agreed on the design of a model. */
  private Path moments(Kind kind, Path model, StudyTable scans) {
    List<String> arguments = new ArrayList<>(List.of("--design=" + model, "--min-disclosure=1"));
    arguments.addAll(input(kind, scans));
    return run("moments", arguments);
  }

  private Path fitted(Path... moments) {
    List<String> arguments = new ArrayList<>(List.of("--moments"));
    Stream.of(moments).map(Path::toString).forEach(arguments::add);
    return run("fit", arguments);
  }

  private FixtureTable applied(Path model, StudyTable scans) {
    List<String> arguments = new ArrayList<>(List.of("--model=" + model, "--format=csv"));
    arguments.add("--input=" + write("apply" + runs++ + ".csv", scans));
    return FixtureTable.read(run("apply", arguments).resolve("harmonised.csv"), 1);
  }

  private static void near(FixtureTable wanted, FixtureTable found, List<String> features) {
    assertThat(wanted.keys()).isNotEmpty();
    Distance distance = Distance.between(wanted, found, features, wanted::sd);
    assertThat(distance.max()).as("sd, at %s", distance.where()).isLessThanOrEqualTo(ROUNDING);
  }

  private void isSame(Path wanted, Path found, StudyTable scans) {
    near(applied(wanted, scans), applied(found, scans), scans.features());
  }

  private static List<Integer> rows(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @ParameterizedTest
  @EnumSource
  void incrementsInAnyPartsAndOrderAreTheWholeAndTakingThemOutLeavesNoTrace(Kind kind) {
    StudyTable study = study(kind);
    StudyTable early = study.rows(rows(0, EARLY));
    Path model = run("fit", first(kind, early));
    Random random = new Random(kind.seed);
    List<Integer> late = new ArrayList<>(rows(EARLY, SCANS));
    Collections.shuffle(late, random);
    int cut = 1 + random.nextInt(late.size() - 1);
    StudyTable one = study.rows(late.subList(0, cut));
    StudyTable other = study.rows(late.subList(cut, late.size()));
    Path both = updated(kind, updated(kind, model, one), other);
    isSame(fitted(moments(kind, model, study)), both, study);
    if (kind.age.startsWith("--continuous")) {
      isSame(run("fit", first(kind, study)), both, study);
    }
    String ids =
        String.join("\n", rows(EARLY, SCANS).stream().map(s -> study.cell("sub", s)).toList());
    Path again =
        updated(
            kind,
            both,
            study.rows(rows(EARLY, SCANS)),
            "--withdraw=" + write("ids" + runs++ + ".txt", ids));
    isSame(model, again, study);
  }

  @ParameterizedTest
  @EnumSource
  void sumsOfSitesGiveTheModelOfAll(Kind kind) {
    StudyTable study = study(kind);
    Path pooled = run("fit", first(kind, study));
    Path apart =
        fitted(
            moments(kind, pooled, study.rows(study.scansOf("B"))),
            moments(kind, pooled, study.rows(study.scansOf("C"))),
            moments(kind, pooled, study.rows(study.scansOf("A"))));
    isSame(pooled, apart, study);
  }

  @ParameterizedTest
  @EnumSource
  void aFoldIsHarmonisedByTheModelOfTheOthers(Kind kind) {
    StudyTable study = study(kind);
    List<String> arguments = first(kind, study, "--fold-column=fold");
    if (!kind.matrix) {
      arguments.add("--format=csv");
    }
    Path run = run("harmonise", arguments);
    Path values = run;
    if (kind.matrix) {
      values = next("values");
      Cli.run("export", "table", run.toString(), "--format=csv", "--output=" + values).succeeds();
    }
    FixtureTable harmonised =
        FixtureTable.read(values.resolve(kind.matrix ? "table.csv" : "harmonised.csv"), 1);
    for (int k = 0; k < 2; k++) {
      String fold = "k" + k;
      StudyTable unseen = inFold(study, fold, true);
      // The design is that of all scans; the model of a fold has it.
      Path design = run.resolve("model/fold-" + (k + 1));
      Path others = fitted(moments(kind, design, inFold(study, fold, false)));
      near(applied(others, unseen), harmonised, study.features());
    }
  }

  private static StudyTable inFold(StudyTable study, String fold, boolean in) {
    return study.rows(
        rows(0, SCANS).stream().filter(s -> study.cell("fold", s).equals(fold) == in).toList());
  }
}
