package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** Methods beside ComBat: what they refuse, and what they do at the edges. */
class MethodsTest extends OnSpark {
  private static final String NOTHING_KEPT = "f1,f2,f3";

  private static StudyTable study() {
    return StudyTable.of(5, 3, 10, 3);
  }

  /** Arguments without covariates: scores keep none. */
  private List<String> scores(StudyTable study, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "harmonise",
                "--input",
                write("scans.csv", study),
                "--id",
                "sub",
                "--site",
                "site",
                "--features",
                NOTHING_KEPT,
                "--format",
                "csv",
                "--output",
                output().toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  @Test
  void scoresKeepNoCovariatesAndSaySo() {
    assertRefused(
        study(), List.of("--method", "z-score"), "keep no covariates (age, sex)", "residualise");
  }

  @Test
  void aMethodThatIsNoneIsRefusedWithTheNearest() {
    assertRefused(
        study(), List.of("--method", "z-scores"), "'z-scores' is not one of combat", "'z-score'");
  }

  @Test
  void choicesOfCombatAreRefusedElsewhere() {
    assertRefused(
        study(),
        List.of("--method", "residualise", "--prior", "parametric"),
        "--method residualise",
        "--prior parametric is for --method combat");
    assertRefused(
        study(),
        List.of("--method", "residualise", "--compat", "sva"),
        "--compat sva is for --method combat");
    assertRefused(scores(study(), "--method", "z-score", "--mean-only"), "--mean-only leaves no");
  }

  @Test
  void aReferenceIsNamedForScoresAgainstItAndForNoOtherScores() {
    assertRefused(
        scores(study(), "--method", "z-score", "--reference-site", "A"), "z-score-reference");
    assertRefused(scores(study(), "--method", "z-score-reference"), "--reference-site");
  }

  @Test
  void scoresNeedTheScaleOfEverySite() {
    StudyTable single = study().withScansAt("B", 1);
    assertRefused(scores(single, "--method", "z-score"), "'B' (1)", "--small-site exclude");
    Harmonised excluded =
        Harmonised.run(scores(single, "--method", "z-score", "--small-site", "exclude"));
    assertThat(excluded.table().keys()).hasSize(20);
  }

  @Test
  void scoresAgainstASiteTakeSitesOfOneScan() {
    StudyTable single = study().withScansAt("B", 1);
    Harmonised run =
        Harmonised.run(scores(single, "--method", "z-score-reference", "--reference-site", "A"));
    double[] atA =
        single.scansOf("A").stream()
            .mapToDouble(s -> Double.parseDouble(single.cell("f1", s)))
            .toArray();
    double mean = Arrays.stream(atA).average().orElseThrow();
    double squares = Arrays.stream(atA).map(y -> (y - mean) * (y - mean)).sum();
    double sd = Math.sqrt(squares / (atA.length - 1));
    int scan = single.scansOf("B").get(0);
    double expected = (Double.parseDouble(single.cell("f1", scan)) - mean) / sd;
    assertThat(run.value(single.cell("sub", scan), "f1")).isCloseTo(expected, Offset.offset(1e-12));
    assertThat(run.status("sites", 1).text(List.of("A"), "reason")).isEqualTo("reference-site");
  }

  @Test
  void valuesThatDoNotVaryAtASiteScoreZeroAndMissingOnesStayMissing() {
    StudyTable flat = study().atSite("B", "f1", s -> "2.5");
    flat.set("f2", flat.scansOf("A").get(0), "");
    Harmonised run = Harmonised.run(scores(flat, "--method", "z-score"));
    assertThat(Cli.run("inspect", run.model()).succeeds()).contains("method z-score\n");
    for (int s : flat.scansOf("B")) {
      assertThat(run.value(flat.cell("sub", s), "f1")).isZero();
    }
    assertThat(run.reason("f1", "B")).isEqualTo("no-residual-at-site");
    assertThat(run.value(flat.cell("sub", flat.scansOf("A").get(0)), "f2")).isNaN();
  }

  @Test
  void residualisingLeavesAReferenceSiteToTheBit() {
    StudyTable study = study();
    Harmonised run =
        Harmonised.of(study, output(), "--method", "residualise", "--reference-site", "B");
    for (int s : study.scansOf("B")) {
      assertThat(run.value(study.cell("sub", s), "f1"))
          .isEqualTo(Double.parseDouble(study.cell("f1", s)));
    }
    assertThat(run.printed()).contains("site residualised by regression");
    assertThat(Cli.run("inspect", run.model()).succeeds()).contains("method residualise");
  }

  @Test
  void aSiteMissingAFeatureHasNoPartInItsTarget() {
    StudyTable study = study().atSite("C", "f1", s -> "");
    Harmonised all = Harmonised.of(study, folder.resolve("all"), "--method", "residualise");
    List<Integer> two = new ArrayList<>(study.scansOf("A"));
    two.addAll(study.scansOf("B"));
    Harmonised part =
        Harmonised.of(study.rows(two), folder.resolve("two"), "--method", "residualise");
    FixtureTable expected = part.table();
    for (List<String> scan : expected.keys()) {
      assertThat(all.table().number(scan, "f1"))
          .isCloseTo(expected.number(scan, "f1"), Offset.offset(1e-12));
    }
  }
}
