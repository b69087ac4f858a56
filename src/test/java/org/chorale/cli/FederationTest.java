package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** Sites that share moments: the model of all their scans, and nothing of one. */
class FederationTest extends OnSpark {
  /** In standard deviations of the feature. */
  private static final double ROUNDING = 1e-10;

  private static final String[] LINEAR = {
    "--continuous", "age", "--typical", "age=50,18", "--categorical", "sex", "--levels", "sex=F,M"
  };

  private static final List<String> LOWERED = List.of("--min-disclosure", "1");

  private int runs;

  private static StudyTable study() {
    StudyTable study = StudyTable.of(17, 3, 40, 5);
    // Both sexes often enough at every site.
    return study.with("sex", s -> s / 3 % 2 == 0 ? "F" : "M");
  }

  private static StudyTable withGaps() {
    return study().set("f1", 2, "").set("f1", 17, "").set("f4", 30, "").set("f4", 31, "");
  }

  private Path next(String name) {
    return folder.resolve(name + "-" + runs++);
  }

  private String design(String... more) {
    Path file = next("design.json");
    List<String> arguments = new ArrayList<>(List.of("design", "--id", "sub", "--site", "site"));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--output", file.toString()));
    Cli.run(arguments).succeeds();
    return file.toString();
  }

  private List<String> moments(String design, String input, Path output, List<String> more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "moments", "--design", design, "--input", input, "--output", output.toString()));
    arguments.addAll(more);
    return arguments;
  }

  private List<String> refused(String design, StudyTable scans, String... more) {
    return moments(design, write("refused-" + runs++ + ".csv", scans), output(), List.of(more));
  }

  private Path shared(String design, String input, List<String> more) {
    Path output = next("moments");
    Cli.run(moments(design, input, output, more)).succeeds();
    return output;
  }

  private Path shared(String design, StudyTable scans, List<String> more) {
    return shared(design, write("site-" + runs++ + ".csv", scans), more);
  }

  private List<String> fit(Path output, Path... sources) {
    List<String> arguments = new ArrayList<>(List.of("fit", "--moments"));
    Stream.of(sources).map(Path::toString).forEach(arguments::add);
    arguments.addAll(List.of("--output", output.toString()));
    return arguments;
  }

  private Path fitted(Path... sources) {
    Path output = next("model");
    Cli.run(fit(output, sources)).succeeds();
    return output;
  }

  private FixtureTable applied(Path model, String input) {
    Path output = next("applied");
    return Harmonised.run(
            List.of(
                "apply",
                "--model",
                model.toString(),
                "--input",
                input,
                "--format",
                "csv",
                "--output",
                output.toString()))
        .table();
  }

  private static StudyTable at(StudyTable study, String... sites) {
    List<Integer> rows = new ArrayList<>();
    Stream.of(sites).forEach(site -> rows.addAll(study.scansOf(site)));
    return study.rows(rows);
  }

  private static void isSame(FixtureTable wanted, FixtureTable found, List<String> features) {
    assertThat(found.keys()).containsExactlyInAnyOrderElementsOf(wanted.keys());
    Distance distance = Distance.between(wanted, found, features, wanted::sd);
    assertThat(distance.max()).as("sd, at %s", distance.where()).isLessThanOrEqualTo(ROUNDING);
  }

  @Test
  void sitesThatAreNamedAreSummedAloneAndOthersDontMatter() throws IOException {
    StudyTable study = study();
    String design = design(LINEAR);
    Path alone = shared(design, at(study, "B"), List.of());
    // C has a level that nobody agreed on, and a scan without age; it is not asked for.
    StudyTable all = study.copy().atSite("C", "sex", s -> "X").set("age", 2, "");
    Path named = shared(design, all, List.of("--sites", "B"));
    for (String file : List.of("moments.json", "moments/site_key=s0000/part-00000.parquet")) {
      assertThat(Files.readAllBytes(named.resolve(file)))
          .isEqualTo(Files.readAllBytes(alone.resolve(file)));
    }
    assertRefused(refused(design, study, "--sites", "D"), "--sites: no scan is of site 'D'");
  }

  @Test
  void momentsOfSitesGiveTheValuesOfThePooledRunWhateverTheOrder() throws IOException {
    StudyTable study = withGaps();
    String design = design(LINEAR);
    Path a = shared(design, at(study, "A"), LOWERED);
    Path rest = shared(design, at(study, "C", "B"), LOWERED);
    Path model = fitted(rest, a);
    String input = write("all.csv", study);
    Harmonised pooled = Harmonised.of(study, next("pooled"));
    isSame(pooled.table(), applied(model, input), study.features());
    assertThat(Cli.entries(model)).containsExactlyInAnyOrder("model", "run.json", "status");
    assertThat(model.resolve("model/scans.parquet")).doesNotExist();
    assertThat(Files.readString(model.resolve("model/model.json"))).doesNotContain("\"range\"");
    assertThat(Cli.run(fit(model, a, rest)).succeeds()).contains("already holds this very run");
  }

  @Test
  void smoothEffectsOfTheDesignAreThoseOfAllScansTogether() {
    StudyTable study = withGaps();
    String design =
        design("--smooth", "age:k=6,bounds=10..90", "--categorical", "sex", "--levels", "sex=F,M");
    Path apart =
        fitted(
            shared(design, at(study, "A"), LOWERED),
            shared(design, at(study, "B"), LOWERED),
            shared(design, at(study, "C"), LOWERED));
    String input = write("all.csv", study);
    isSame(
        applied(fitted(shared(design, input, LOWERED)), input),
        applied(apart, input),
        study.features());
  }

  @Test
  void theDesignOfAModelGivesTheModelAgainWithoutItsExtremes() throws IOException {
    StudyTable study = study();
    Harmonised pooled =
        Harmonised.of(
            study, next("pooled"), "--continuous", "", "--smooth", "age:k=5,bounds=10..90");
    Path design = next("design.json");
    Cli.run("design", "--from", pooled.model(), "--output", design.toString()).succeeds();
    String input = write("all.csv", study);
    Path model =
        fitted(
            shared(design.toString(), at(study, "A", "B"), LOWERED),
            shared(pooled.model(), at(study, "C"), LOWERED));
    isSame(pooled.table(), applied(model, input), study.features());
    double eldest =
        IntStream.range(0, study.scans())
            .mapToDouble(s -> Double.parseDouble(study.cell("age", s)))
            .max()
            .orElseThrow();
    assertThat(Files.readString(design)).doesNotContain(Double.toString(eldest));
  }

  @Test
  void otherPriorsAndDomainsAreThoseOfThePooledRun() {
    StudyTable study = withGaps().map("f2", y -> Double.toString(Math.exp(Double.parseDouble(y))));
    String[] choices = {"--prior", "nonparametric", "--domain", "f2:positive"};
    List<String> all = new ArrayList<>(List.of(LINEAR));
    all.addAll(List.of(choices));
    String design = design(all.toArray(String[]::new));
    Path model =
        fitted(
            shared(design, at(study, "A", "C"), LOWERED), shared(design, at(study, "B"), LOWERED));
    Harmonised pooled = Harmonised.of(study, next("pooled"), choices);
    isSame(pooled.table(), applied(model, write("all.csv", study)), study.features());
  }

  @Test
  void matricesOfSitesGiveTheValuesOfTheirTables() {
    StudyTable study = withGaps();
    String design = design(LINEAR);
    List<Path> sources = new ArrayList<>();
    for (String site : List.of("A", "B", "C")) {
      Path matrix = next("matrix");
      Cli.run(
              "import",
              "table",
              "--input",
              write("matrix-" + runs++ + ".csv", at(study, site)),
              "--id",
              "sub",
              "--site",
              "site",
              "--features",
              "f*",
              "--output",
              matrix.toString())
          .succeeds();
      sources.add(shared(design, matrix.toString(), LOWERED));
    }
    Path model = fitted(sources.toArray(Path[]::new));
    Harmonised pooled = Harmonised.of(study, next("pooled"));
    isSame(pooled.table(), applied(model, write("all.csv", study)), study.features());
  }

  @Test
  void lateScansAreAddedToAFederatedModel() {
    StudyTable study = study();
    String design = design(LINEAR);
    Path model =
        fitted(
            shared(design, at(study, "A"), List.of()), shared(design, at(study, "B"), List.of()));
    Path more = next("model");
    Cli.run(
            "fit",
            "--update",
            model.toString(),
            "--input",
            write("late.csv", at(study, "C")),
            "--output",
            more.toString())
        .succeeds();
    Harmonised pooled = Harmonised.of(study, next("pooled"));
    isSame(pooled.table(), applied(more, write("all.csv", study)), study.features());
  }

  @Test
  void whatIsSharedHasNoIdNoValueAndNoPath() throws IOException {
    StudyTable study = at(study(), "A").map("sub", id -> "person-" + id);
    Path moments = shared(design(LINEAR), study, List.of());
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(moments)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(file.getFileName()).append('\n');
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    String text = all.toString();
    assertThat(text).contains("chorale-moments", "f1").doesNotContain("person", "site-", "sha256");
    for (int s = 0; s < study.scans(); s++) {
      for (String column : study.features()) {
        double value = Double.parseDouble(study.cell(column, s));
        byte[] bytes =
            ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(value)
                .array();
        assertThat(text)
            .doesNotContain(study.cell(column, s))
            .doesNotContain(new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(Cli.entries(moments))
        .containsExactlyInAnyOrder("features", "moments", "moments.json", "run.json");
  }

  @Test
  void sumsOverFewScansAreRefusedUnlessTheSiteLowersTheRule() {
    StudyTable study = study();
    String design = design(LINEAR);
    StudyTable nine = at(study, "A").withScansAt("A", 9);
    assertRefused(
        refused(design, nine), "site 'A' has 9 scans", "fewer than 10", "--min-disclosure");
    StudyTable rare = at(study, "A").with("sex", s -> s < 3 ? "M" : "F");
    assertRefused(
        refused(design, rare), "site 'A' has 3 scans with sex=M", "leave those scans out");
    assertThat(Cli.run(refused(design, rare, "--min-disclosure", "3")).succeeds())
        .contains("lowered from 10 to 3");
    shared(design, at(study, "A").with("sex", s -> "F"), List.of());
    StudyTable four = at(study, "A").withScansAt("A", 4).with("sex", s -> s % 2 == 0 ? "F" : "M");
    StudyTable three = four.rows(List.of(0, 1, 2));
    String output = next("moments").toString();
    assertRefused(
        moments(design, write("three.csv", three), Path.of(output), LOWERED),
        "site 'A' has 3 scans",
        "at least 4 are needed, whatever --min-disclosure says");
    assertRefused(refused(design, study, "--min-disclosure", "0"), "must be at least 1");
  }

  @Test
  void differencesOfSumsOverFewScansAreRefusedToo() {
    StudyTable study = at(study(), "B");
    String design = design(LINEAR);
    StudyTable one = study.copy().set("f2", 4, "");
    assertRefused(
        refused(design, one),
        "site 'B': feature 'f2' is missing in 1 scan",
        "the difference of their sums");
    StudyTable few = study.copy();
    for (int s = 0; s < 32; s++) {
      few.set("f3", s, "");
    }
    assertRefused(refused(design, few), "feature 'f3' is observed in 8 scans", "fewer than 10");
    // Eleven of each sex have it, nine of each lack it: enough together, too few of each.
    StudyTable each = study.copy();
    for (int s = 0; s < 18; s++) {
      each.set("f3", s, "");
    }
    assertRefused(refused(design, each), "feature 'f3' is missing in 9 scans with sex=");
    each.set("f3", 18, "").set("f3", 19, "");
    shared(design, each, List.of());
    each.set("f1", 0, "").set("f1", 1, "");
    assertRefused(refused(design, each), "feature 'f1' is missing in 2 scans");
    StudyTable never = study.copy().map("f2", y -> "");
    shared(design("--features", "f1,f2", "--continuous", "age"), never, List.of());
  }

  @Test
  void fewScansBetweenTwoKnotsAreRefused() {
    StudyTable study = at(study(), "A").with("age", s -> s < 3 ? "9" + s : "4" + s % 10);
    String design = design("--smooth", "age:k=5,bounds=0..99");
    assertRefused(
        refused(design, study), "site 'A' has 3 scans with age between the knots", "99.0");
    shared(design, study.rows(IntStream.range(3, 40).boxed().toList()), List.of());
  }

  @Test
  void theSameMomentsAgainAreNoNews() {
    StudyTable study = at(study(), "A");
    String design = design(LINEAR);
    List<String> arguments = moments(design, write("a.csv", study), output(), List.of());
    Cli.run(arguments).succeeds();
    assertThat(Cli.run(arguments).succeeds()).contains("already holds these very moments");
    List<String> other = moments(design, write("b.csv", at(study(), "B")), output(), List.of());
    assertThat(Cli.run(other).err()).contains("holds another run");
  }

  @Test
  void levelsThatNobodyAgreedOnAreNamed() {
    StudyTable other = at(study(), "A").set("sex", 3, "X");
    assertRefused(
        refused(design(LINEAR), other),
        "1 scan: the design has no level 'X' of 'sex' (it has 'F', 'M')",
        "sub-010");
    assertRefused(
        refused(folder.resolve("none.json").toString(), other), "none.json: no such file");
  }

  @Test
  void momentsThatDontBelongTogetherAreRefusedSayingWhatDiffers() throws IOException {
    StudyTable study = study();
    String design = design(LINEAR);
    Path a = shared(design, at(study, "A"), List.of());
    Path b = shared(design, at(study, "B"), List.of());
    String levels =
        design(
            "--continuous",
            "age",
            "--typical",
            "age=50,18",
            "--categorical",
            "sex",
            "--levels",
            "sex=M,F");
    assertRefused(
        fit(output(), a, shared(levels, at(study, "B"), List.of())),
        "levels of 'sex' are [F, M] and [M, F]",
        "by the same design file");
    assertRefused(
        fit(output(), a, shared(design("--continuous", "age"), at(study, "B"), List.of())),
        "covariates are [age, sex] and [age]");
    Path six = shared(design("--smooth", "age:k=6,bounds=0..99"), at(study, "A"), LOWERED);
    Path five = shared(design("--smooth", "age:k=5,bounds=0..99"), at(study, "B"), LOWERED);
    assertRefused(fit(output(), six, five), "knots of 'age'");
    Path mm = shared(design("--unit", "f*=mm"), at(study, "A"), List.of());
    Path cm = shared(design("--unit", "f*=cm"), at(study, "B"), List.of());
    assertRefused(fit(output(), mm, cm), "units of features are [f*=mm] and [f*=cm]");
    Path only = shared(design("--mean-only"), at(study, "B"), List.of());
    assertRefused(fit(output(), shared(design(), at(study, "A"), List.of()), only), "mean-only");
    assertRefused(
        fit(output(), a, shared(design, at(study, "B").renamed("f3", "f9"), List.of())),
        "'f3' in " + a,
        "'f9' in ");
    assertRefused(
        fit(output(), a, shared(design, at(study, "B").without("f3"), List.of())),
        a + " has 5 features",
        "has 4");
    assertRefused(
        fit(output(), a, shared(design, at(study, "A", "B"), List.of())),
        "site 'A' is both in " + a);
    assertRefused(fit(output(), a), "all moments are of one site, 'A'");
    assertRefused(fit(output(), a, a), "names " + a + " twice");
    List<String> more = fit(output(), a, b);
    more.addAll(List.of("--mean-only", "--input", "x.csv"));
    assertRefused(more, "with --moments the sites' design says what", "--mean-only", "--input");
    Path all = shared(design, at(study, "C").with("age", s -> "50"), List.of());
    Path ages = shared(design, at(study, "A").with("age", s -> "40"), List.of());
    assertRefused(fit(output(), all, ages), "with these sites the effect of 'age'");
    Files.writeString(
        b.resolve("moments.json"),
        Files.readString(b.resolve("moments.json")).replace("\"n\" : 40", "\"n\" : 41"));
    assertRefused(fit(output(), a, b), b + ": its files are not those", "sent again");
    assertRefused(fit(output(), a, a.resolve("features")), "no moments: there is no moments.json");
  }

  @Test
  void designsThatCantBeSharedAreRefused() {
    List<String> usual = List.of("design", "--id", "sub", "--site", "site", "--output");
    List<String> parts = new ArrayList<>(usual);
    parts.add(output().toString());
    assertRefused(with(parts, "--categorical", "sex"), "'sex' needs its levels", "--levels");
    assertRefused(with(parts, "--levels", "sexe=F,M"), "names 'sexe', which is no categorical");
    assertRefused(with(parts, "--smooth", "age"), "needs bounds");
    assertRefused(with(parts, "--robust"), "shares moments only");
    assertRefused(with(parts, "--then", "scanner"), "one batch variable");
    assertRefused(with(parts, "--continuous", "age", "--typical", "age=5"), "two numbers");
    assertRefused(with(parts, "--features", "lh_*"), "'lh_*' is a pattern");
    assertRefused(List.of("design", "--output", "x"), "not given: --id COL, --site COL");
  }

  private static List<String> with(List<String> arguments, String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return all;
  }
}
