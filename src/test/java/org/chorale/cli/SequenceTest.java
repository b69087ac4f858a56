package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** Several batch variables, one after the other, from one pass over the data. */
class SequenceTest extends OnSpark {
  /** In standard deviations of the feature: rounding of moments by cell. */
  private static final double ROUNDING = 1e-10;

  /** Three sites of which each has scans of two scanners. */
  private static StudyTable study() {
    return scanners(StudyTable.of(7, 3, 24, 6));
  }

  private static StudyTable scanners(StudyTable study) {
    return study
        .with("scanner", s -> s % 5 < 2 ? "X" : "Y")
        .with(
            "f2",
            s ->
                Double.toString(
                    Double.parseDouble(study.cell("f2", s)) + (s % 5 < 2 ? 0.8 : -0.1)));
  }

  private Harmonised inSequence(StudyTable study, String... more) {
    List<String> options = new ArrayList<>(List.of("--then", "scanner"));
    options.addAll(List.of(more));
    return Harmonised.of(study, output(), options.toArray(String[]::new));
  }

  /** Harmonises by site, and what comes out by scanner. */
  private Harmonised twice(StudyTable study, String... more) {
    List<String> options = new ArrayList<>(List.of("--features", "f*"));
    options.addAll(List.of(more));
    Harmonised first =
        Harmonised.of(study, folder.resolve("first"), options.toArray(String[]::new));
    options.addAll(List.of("--site", "scanner"));
    String between = first.output().resolve("harmonised.csv").toString();
    return Harmonised.run(
        Harmonised.arguments(between, folder.resolve("second"), options.toArray(String[]::new)));
  }

  @Test
  void givesWhatTwoRunsGive() {
    StudyTable study = study();
    inSequence(study).isNear(twice(study), study.features(), ROUNDING);
  }

  @Test
  void givesWhatTwoRunsGiveWithGapsSmoothsAndOtherPriors() {
    StudyTable study = study();
    study.set("f1", 4, "").set("f1", 11, "").set("f3", 30, "");
    String[] options = {"--continuous", "", "--smooth", "age:k=5", "--prior", "nonparametric"};
    inSequence(study, options).isNear(twice(study, options), study.features(), ROUNDING);
  }

  @Test
  void aResidualisedSiteCanBeFollowedToo() {
    StudyTable study = study();
    String[] options = {"--method", "residualise"};
    inSequence(study, options).isNear(twice(study, options), study.features(), ROUNDING);
  }

  @Test
  void aFeatureThatOneVariableCantHarmoniseIsHarmonisedForTheOther() {
    StudyTable study = study().atSite("B", "f4", s -> "2.5");
    Harmonised run = inSequence(study);
    run.isNear(twice(study), study.features(), ROUNDING);
    FixtureTable first = run.status("step-1/features", 2);
    assertThat(first.text(List.of("f4", "B"), "reason")).isEqualTo("constant-within-a-site");
    assertThat(run.status("step-2/features", 2).keys()).isEmpty();
  }

  @Test
  void scansOfASmallSiteOfOneVariableAreLeftOutOfAll() {
    StudyTable study = study().with("scanner", s -> s % 2 == 0 ? "X" : "Y");
    for (int s : study.scansOf("C").subList(0, 3)) {
      study.set("scanner", s, "rare");
    }
    // With its three scans of the rare scanner gone, C is too small as well.
    Harmonised run = inSequence(study, "--min-scans", "22", "--small-site", "exclude");
    assertThat(run.table().keys()).hasSize(48);
    FixtureTable scans = run.status("step-2/scans", 1);
    assertThat(scans.keys()).hasSize(24);
    assertThat(run.status("step-1/sites", 1).text(List.of("C"), "method")).isEqualTo("excluded");
  }

  @Test
  void theModelsOfAllVariablesAreShown() {
    Harmonised run = inSequence(study());
    String shown = Cli.run("inspect", run.output().toString()).succeeds();
    assertThat(shown).contains("step-1:\n", "(site)", "step-2:\n", "(scanner)");
    assertThat(Cli.run("inspect", run.model() + "/step-2", "--table", "sites", "--csv").succeeds())
        .contains("X,", "Y,");
    assertThat(run.printed()).contains("2 from 'scanner'");
  }

  @Test
  void thePlanSaysHowTheVariablesCross() {
    assertThat(planned(study(), "--then", "scanner")).contains("(--site 'site+scanner') is viable");
    StudyTable small = scanners(StudyTable.of(7, 3, 12, 6));
    assertThat(planned(small, "--then", "scanner"))
        .contains(
            "'site' and 'scanner' cross in 6 combinations of 5 to 7 scans, 6 with fewer than 10",
            "one after the other is the safer choice");
    assertThat(planned(small, "--site", "site+scanner")).contains("--site 'site' --then 'scanner'");
    StudyTable nested = study().with("coil", s -> study().cell("site", s) + s % 2);
    assertThat(planned(nested, "--then", "coil"))
        .contains("every 'coil' is of one 'site' only: removing 'coil' alone removes both");
  }

  private String planned(StudyTable study, String... options) {
    List<String> arguments = Harmonised.arguments(write("scans.csv", study), output(), options);
    arguments.add("--dry-run");
    return Cli.run(arguments).succeeds();
  }

  @Test
  void whatMakesNoSenseInSequenceIsRefused() {
    assertRefused(study(), List.of("--then", "scaner"), "no column 'scaner'", "scanner");
    assertRefused(study(), List.of("--then", "site"), "'site' is named twice");
    assertRefused(study(), List.of("--then", "age"), "column 'age' has two roles");
    assertRefused(study(), List.of("--then", "sub"), "column 'sub' is the id");
    assertRefused(
        study(), List.of("--then", "scanner", "--reference-site", "A"), "--reference-site");
    assertRefused(
        study(),
        List.of(
            "--then", "scanner", "--method", "z-score", "--continuous", "", "--categorical", ""),
        "--method z-score",
        "--then");
  }

  @Test
  void aCovariateThatALaterVariableTellsIsRefused() {
    StudyTable study = study().with("sex", s -> s % 5 < 2 ? "M" : "F");
    assertRefused(study, List.of("--then", "scanner"), "sex=M and scanner=X are the same scans");
  }
}
