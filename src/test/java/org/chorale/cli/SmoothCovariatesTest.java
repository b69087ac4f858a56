package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.fixtures.FixtureTable;
import org.chorale.io.modeldir.ModelJson;
import org.chorale.model.Lambda;
import org.chorale.model.Model;
import org.chorale.model.SmoothCoding;
import org.chorale.model.SmoothOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --smooth} and {@code --smooth-bounds}: plan, model, λ from files, refusals. */
class SmoothCovariatesTest extends OnSpark {
  /** The same arithmetic, λ through its shortest decimal. */
  private static final double SAME = 1e-10;

  /** What is left of curvature at λ = 10⁹. */
  private static final double LINEAR = 1e-5;

  private static StudyTable study() {
    return StudyTable.of(11, 3, 20, 4);
  }

  private Harmonised smooth(String name, String... options) {
    return Harmonised.of(study(), folder.resolve(name), with(options).toArray(String[]::new));
  }

  private static List<String> with(String... options) {
    List<String> all = new ArrayList<>(List.of("--continuous", ""));
    all.addAll(List.of(options));
    return all;
  }

  private void refused(String smooth, String... parts) {
    assertRefused(study(), with("--smooth", smooth), parts);
  }

  @Test
  void planModelAndInspectSayHowItIsSmoothed() throws IOException {
    Harmonised run = smooth("out", "--smooth", "age:k=6", "--smooth-bounds", "10..90");
    assertThat(run.printed())
        .contains(
            "age (smooth: penalised B-spline, k 6, lambda by REML, bounds 10.0 to 90.0)",
            "sex (F, M; baseline F)");

    FixtureTable features = run.inspect("features", 1);
    for (String feature : study().features()) {
      assertThat(features.number(List.of(feature), "lambda[age]")).isPositive();
      assertThat(features.number(List.of(feature), "edf[age]")).isBetween(1.0, 5.0);
    }

    Model model = ModelJson.read(new Configuration(), new Path(run.model()));
    assertThat(model.specification().terms()).contains(SmoothOption.parse("age:k=6,bounds=10..90"));
    SmoothCoding coding = (SmoothCoding) model.design().codings().get(1);
    assertThat(coding.basis().lower()).isEqualTo(10);
    assertThat(coding.columns()).hasSize(5).first().isEqualTo("s(age).1");
    assertThat(coding.least()).isBetween(20.0, 25.0);
  }

  @ParameterizedTest
  @CsvSource({
    "age:basis=bs, 'B-spline, k 6'",
    "age:basis=ns, 'natural spline, k 4'",
    "'age:basis=cr,k=5,lambda=gcv', 'cubic regression spline, k 5, lambda by GCV'",
    "'age:lambda=100,beyond=clamp', 'penalised B-spline, k 10, lambda 100.0, beyond: clamp'"
  })
  void everyKindOfSplineIsKept(String option, String words) throws IOException {
    Harmonised run = smooth("out", "--smooth", option);
    assertThat(run.printed()).contains("age (smooth: " + words + ")");
    Model model = ModelJson.read(new Configuration(), new Path(run.model()));
    assertThat(model.specification().terms()).contains(SmoothOption.parse(option));
  }

  @Test
  void lambdaThatAnotherRunFoundGivesItsValues() throws IOException {
    Harmonised found = smooth("found", "--smooth", "age:k=7");
    String file =
        write(
            "lambda.csv",
            Cli.run("inspect", found.model(), "--table", "features", "--csv").succeeds());
    Harmonised given = smooth("given", "--smooth", "age:k=7,lambda=" + file);
    given.isNear(found, study().features(), SAME);
    assertThat(given.printed()).contains("lambda from " + file);
    Model model = ModelJson.read(new Configuration(), new Path(given.model()));
    assertThat(model.specification().terms().get(1).smooth().lambda().choice())
        .isEqualTo(Lambda.Choice.FILE);
  }

  @Test
  void aLargeLambdaIsALine() {
    Harmonised line = Harmonised.of(study(), folder.resolve("line"));
    smooth("out", "--smooth", "age:lambda=1e9").isNear(line, study().features(), LINEAR);
  }

  @Test
  void whatALambdaFileLacksIsRefusedByName() {
    String file = folder.resolve("lambda.csv").toString();
    String smooth = "age:lambda=" + file;
    refused(smooth, file, "no such file");
    write("lambda.csv", "feature,lambda\nf1,1\nf2,2\nf3,3\n");
    refused(smooth, "'age'", "lambda is missing for 1 feature: f4");
    write("lambda.csv", "feature,lambda\nf1,1\nf2,2\nf3,3\nf4,4\nf5,5\n");
    refused(smooth, "'age'", file, "no feature of this run: 'f5'");
    write("lambda.csv", "feature,lambda\nf1,-1\nf2,2\nf3,NA\nf4,4\n");
    refused(smooth, "can't be used for 2 features: f1 (-1.0), f3 (NaN)");
    write("lambda.csv", "feature,lambda\nf1,1\nf2,two\nf3,3\nf4,4\n");
    refused(smooth, "lambda.csv:3: 'two' is not a number");
    write("lambda.csv", "feature,lambda\nf1,1\nf1,2\nf3,3\nf4,4\n");
    refused(smooth, "lambda.csv:3: 'f1' is there twice");
    write("lambda.csv", "name,lambda\nf1,1\n");
    refused(smooth, "no column 'feature'");
    write("lambda.csv", "feature,a,b\nf1,1,2\n");
    refused(smooth, "no column 'lambda[age]' or 'lambda'");
  }

  @Test
  void anotherLambdaFileIsAnotherRun() {
    write("lambda.csv", "feature,lambda\nf1,1\nf2,2\nf3,3\nf4,4\n");
    String smooth = "age:lambda=" + folder.resolve("lambda.csv");
    smooth("out", "--smooth", smooth);
    assertThat(smooth("out", "--smooth", smooth).printed()).contains("nothing to do");
    write("lambda.csv", "feature,lambda\nf1,1\nf2,2\nf3,3\nf4,5\n");
    write("out-input.csv", study());
    List<String> arguments =
        Harmonised.arguments(
            folder.resolve("out-input.csv").toString(),
            output(),
            with("--smooth", smooth).toArray(String[]::new));
    assertRefused(arguments, "out holds another run");
  }

  @Test
  void whatNoSplineCanBeMadeOfIsRefusedByName() {
    refused("sex", "column 'sex' has two roles", "--smooth");
    refused("site", "column 'site' has two roles");
    refused("agee", "'agee'", "'age'");
    refused("age:k=4.5", "'age'", "k is '4.5'", "whole number");
    refused("age:k=2", "'age'", "k is 2", "at least 5");
    refused("age:k=70", "'age'", "distinct values");
    refused("age:basis=thinplate", "'age'", "no basis 'thinplate'");
    refused("age:knots=3", "'age'", "'knots=3' is no setting");
    refused("age:lambda=-1", "'age'", "lambda is -1.0");
    refused("age:basis=ns,lambda=gcv", "'age'", "not penalised");
    refused("age:bounds=30..60", "'age'", "leaves its bounds");
    refused("age:bounds=young..old", "'age'", "bounds are 'young..old'");
    assertRefused(
        study(),
        List.of("--categorical", "", "--smooth", "sex"),
        "smooth covariate 'sex' is not a number",
        "--categorical");
  }

  @Test
  void fewerScansThanColumnsAreRefused() {
    assertRefused(
        StudyTable.of(11, 2, 5, 4), with("--smooth", "age:k=11,basis=bs"), "'age'", "lower k");
  }

  @Test
  void boundsGivenApartMustBelongToASmooth() {
    assertRefused(study(), with("--smooth-bounds", "10..90"), "--smooth-bounds is '10..90'");
    assertRefused(
        study(),
        with("--smooth", "age", "--smooth-bounds", "agee=10..90"),
        "--smooth-bounds names 'agee'",
        "did you mean 'age'?");
    assertRefused(
        study(),
        with("--smooth", "age:bounds=10..90", "--smooth-bounds", "age=10..90"),
        "'age'",
        "given twice");
  }

  @Test
  void aJobFileHasTheSameKeys() {
    String job =
        "input: %s\nid: sub\nsite: site\noutput: %s\nformat: csv\ncategorical: [sex]\n"
            .formatted(write("scans.csv", study()), output());
    String file =
        write("job.yaml", job + "smooth: ['age:k=6,basis=cr']\nsmooth-bounds: [age=10..90]\n");
    assertThat(Cli.run("harmonise", file).succeeds())
        .contains(
            "age (smooth: cubic regression spline, k 6, lambda by REML, bounds 10.0 to 90.0)");
  }
}
