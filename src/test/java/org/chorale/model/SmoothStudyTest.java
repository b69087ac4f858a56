package org.chorale.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.chorale.stats.smooth.Beyond;
import org.chorale.stats.smooth.SplineBasis;
import org.chorale.stats.smooth.SplineKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmoothStudyTest {
  private static final int SCANS = 60;
  private static final double[] AGE = new Random(20261124).doubles(SCANS, 20, 80).toArray();

  /** Two sites; the covariate's texts by scan. */
  private static ScanTable scans(IntFunction<String> age) {
    List<String> lines = new ArrayList<>(List.of("id,site,age,sex"));
    for (int s = 0; s < SCANS; s++) {
      lines.add("s%d,%s,%s,%s".formatted(s, s % 2, age.apply(s), s % 3 == 0 ? "F" : "M"));
    }
    return Scans.of(lines.toArray(String[]::new));
  }

  private static Study study(IntFunction<String> age, String smooth) {
    Specification specification =
        Specification.builder()
            .site("site")
            .categorical("sex")
            .smooth(SmoothOption.parse(smooth))
            .build();
    return Study.of(scans(age), specification);
  }

  private static Study study(String smooth) {
    return study(s -> Double.toString(AGE[s]), smooth);
  }

  private static void refused(Runnable attempt, String... words) {
    assertThatThrownBy(attempt::run)
        .isInstanceOf(InvalidInputException.class)
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(words));
  }

  @Test
  void aSmoothHasColumnsOfItsOwn() {
    Design design = study("age:basis=ns,k=3").design();
    assertThat(design.columns()).containsExactly("sex[M]", "s(age).1", "s(age).2", "s(age).3");
    assertThat(design.penalised()).isEmpty();
    assertThat(study("age").design().penalised()).containsExactly("age");
    assertThat(study("age").design().columnCount()).isEqualTo(10);
  }

  @Test
  void columnsAreCentredAndScaledTogether() {
    Study study = study("age");
    double squares = 0;
    for (int p = 1; p < 10; p++) {
      double sum = 0;
      for (int s = 0; s < SCANS; s++) {
        double value = study.z()[s * 10 + p];
        sum += value;
        squares += value * value;
      }
      assertThat(sum).isCloseTo(0, within(1e-11));
    }
    double degreesOfFreedom = SCANS - 1;
    assertThat(squares / (9 * degreesOfFreedom)).isCloseTo(1, within(1e-12));
  }

  @Test
  void effectsInOwnUnitsUndoTheCoding() {
    Design design = study("age:basis=cr").design();
    SmoothCoding coding = (SmoothCoding) design.codings().get(1);
    double[] beta = new Random(2).doubles(10).toArray();
    double[] own = design.inOwnUnits(beta);
    double[] z = new double[9];
    double[] raw = new double[9];
    assertThat(coding.code("47.5", z, 0)).isTrue();
    coding.basis().evaluate(47.5, raw, 0);
    double coded = 0;
    double plain = -design.centring(own);
    for (int k = 0; k < 9; k++) {
      coded += beta[1 + k] * z[k];
      plain += own[1 + k] * raw[k];
    }
    assertThat(plain).isCloseTo(coded, within(1e-12));
  }

  @Test
  void whatWasStoredCodesTheSameBits() {
    SmoothCoding coding = (SmoothCoding) study("age").design().codings().get(1);
    SplineBasis basis = coding.basis();
    SmoothCoding stored =
        new SmoothCoding(
            coding.name(),
            new SplineBasis(
                basis.kind(),
                basis.beyond(),
                basis.knots(),
                basis.transform(),
                basis.penaltyFactor()),
            coding.centre(),
            coding.scale(),
            coding.least(),
            coding.most());
    double[] z = new double[9];
    double[] again = new double[9];
    coding.code("33.3", z, 0);
    stored.code("33.3", again, 0);
    assertThat(again).isEqualTo(z);
    assertThat(stored).isEqualTo(coding);
  }

  @Test
  void aValueBeyondTheFitIsKnownAsSuch() {
    SmoothCoding coding = (SmoothCoding) study("age:bounds=5..95").design().codings().get(1);
    double[] z = new double[9];
    assertThat(coding.isBeyondFit("50")).isFalse();
    assertThat(coding.isBeyondFit("90")).isTrue();
    assertThat(coding.code("90", z, 0)).isTrue();
    assertThat(coding.code("96", z, 0)).isFalse();
    assertThat(coding.code("old", z, 0)).isFalse();
  }

  @Test
  void theOptionSaysItAll() {
    Term term =
        SmoothOption.parse("\"age:years\":basis=cr,k=7,lambda=gcv,bounds=5..95,beyond=clamp");
    assertThat(term.name()).isEqualTo("age:years");
    assertThat(term.smooth())
        .isEqualTo(
            Smooth.of(SplineKind.CUBIC_REGRESSION)
                .withK(7)
                .withLambda(Lambda.gcv())
                .withBounds(5, 95)
                .withBeyond(Beyond.CLAMP));
    assertThat(SmoothOption.parse("age")).isEqualTo(Term.smooth("age"));
    assertThat(SmoothOption.parse("age:lambda=hdfs://host:9000/l.csv").smooth().lambda())
        .isEqualTo(Lambda.file("hdfs://host:9000/l.csv"));
    assertThat(SmoothOption.parse("age:lambda=0.5").smooth().lambda()).isEqualTo(Lambda.fixed(0.5));
    assertThat(SmoothOption.parse("age:k=5,basis=natural").smooth().k()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "age:k=4.5|k is '4.5'|whole number, at least 5",
        "age:k=ten|k is 'ten'|whole number",
        "age:k=-3|k is '-3'|whole number",
        "age:k=4|k is 4|basis penalised-b-spline needs at least 5",
        "age:basis=ns,k=1|k is 1|basis natural needs at least 2",
        "age:basis=tp|no basis 'tp'|there are: 'b-spline'",
        "age:knots=4|'knots=4' is no setting|there are: 'basis', 'k'",
        "age:bounds=90..5|bounds are 90.0 to 5.0|below",
        "age:bounds=5-90|bounds are '5-90'|5..90",
        "age:beyond=ignore|beyond is 'ignore'|there are: 'polynomial'",
        "age:basis=bs,lambda=reml|not penalised|leave lambda out",
        "age:lambda=-1|lambda is -1.0|0 or more",
      })
  void whatNoDataCouldMakeRightIsRefused(String option, String found, String expected) {
    refused(() -> SmoothOption.parse(option), "smooth covariate 'age'", found, expected);
  }

  @Test
  void aCategoricalCovariateIsNotSmooth() {
    refused(
        () -> study(s -> s % 3 == 0 ? "F" : "M", "age"),
        "smooth covariate 'age' is not a number in 60 scans",
        "scans.csv:2: 'F' of scan s0",
        "--categorical");
  }

  @Test
  void oneColumnHasOneRole() {
    refused(
        () ->
            Specification.builder()
                .site("site")
                .continuous("age")
                .smooth(Term.smooth("age"))
                .build(),
        "'age' has two roles",
        "--smooth");
  }

  @Test
  void fewerValuesThanColumnsAreRefused() {
    refused(
        () -> study(s -> Integer.toString(s % 7), "age"),
        "'age' has 7 distinct values; k=10 needs at least 10",
        "lower k");
    assertThat(study(s -> Integer.toString(s % 7), "age:basis=cr,k=7").design().columnCount())
        .isEqualTo(7);
  }

  @Test
  void tiesThatPutKnotsTogetherAreRefused() {
    refused(
        () -> study(s -> s < 40 ? "30" : Integer.toString(s), "age"),
        "'age' has so many equal values that knots at its quantiles coincide",
        "lower k (it is 10)");
  }

  @Test
  void boundsMustHoldTheData() {
    refused(
        () -> study("age:bounds=30..90"), "'age' goes from 2", "leaves its bounds 30.0 to 90.0");
  }

  @Test
  void fewerScansThanSplineColumnsAreRefused() {
    refused(() -> study("age:k=58"), "60 scans are too few for 2 sites and 58 covariate columns");
  }

  @Test
  void aSmoothThatSitesDetermineIsRefused() {
    refused(
        () -> study(s -> s % 2 == 0 ? "30" : "40", "age:basis=ns,k=2"), "has 2 distinct values");
    List<String> lines = new ArrayList<>(List.of("id,site,age"));
    for (int s = 0; s < SCANS; s++) {
      lines.add("s%d,%d,%d".formatted(s, s / 4, 20 + s / 4));
    }
    Specification specification =
        Specification.builder().site("site").smooth(SmoothOption.parse("age:k=6")).build();
    refused(
        () -> Study.of(Scans.of(lines.toArray(String[]::new)), specification),
        "age does not vary within any site");
  }

  @Test
  void aSmoothThatAnotherCovariateDeterminesIsRefused() {
    List<String> lines = new ArrayList<>(List.of("id,site,age,months"));
    for (int s = 0; s < SCANS; s++) {
      lines.add("s%d,%d,%s,%s".formatted(s, s % 2, AGE[s], 12 * AGE[s]));
    }
    Specification specification =
        Specification.builder()
            .site("site")
            .smooth(Term.smooth("age"))
            .continuous("months")
            .build();
    refused(
        () -> Study.of(Scans.of(lines.toArray(String[]::new)), specification),
        "months is determined by age within sites");
  }

  @Test
  void boundsFarFromTheDataAreHeldByThePenalty() {
    Study study = study("age:bounds=0..1000");
    assertThat(study.design().columnCount()).isEqualTo(10);
  }

  @Test
  void smoothsAreChosenByOneCriterion() {
    refused(
        () ->
            Specification.builder()
                .site("site")
                .smooth(SmoothOption.parse("age"), SmoothOption.parse("dose:lambda=gcv"))
                .build(),
        "reml for one covariate and by gcv for another");
  }

  @Test
  void givenLambdasAreNamedWhereTheyLack() {
    List<String> features = List.of("a", "b", "c");
    assertThat(Lambda.inOrder("age", features, Map.of("c", 3.0, "b", 0.0, "a", 1.0, "d", 4.0)))
        .containsExactly(1, 0, 3);
    refused(
        () -> Lambda.inOrder("age", features, Map.of("b", 1.0)),
        "smooth covariate 'age': lambda is missing for 2 features: a, c");
    refused(
        () -> Lambda.inOrder("age", features, Map.of("a", -1.0, "b", 1.0, "c", Double.NaN)),
        "lambda can't be used for 2 features: a (-1.0), c (NaN)");
  }
}
