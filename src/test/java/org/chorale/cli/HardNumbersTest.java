package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers at the edge of what doubles hold: never a NaN, never a neighbour disturbed. */
class HardNumbersTest extends OnSpark {

  private static StudyTable study() {
    return StudyTable.of(9, 3, 12, 5);
  }

  private static double number(StudyTable study, String feature, int s) {
    return Double.parseDouble(study.cell(feature, s));
  }

  private static void assertNoGap(Harmonised run) {
    FixtureTable table = run.table();
    for (String feature : List.of("f1", "f2", "f3", "f4", "f5")) {
      for (List<String> id : table.keys()) {
        assertThat(table.number(id, feature)).as("%s %s", id, feature).isFinite();
      }
    }
    assertThat(run.inspect("sites", 1).keys())
        .allSatisfy(
            site -> {
              for (String prior : List.of("gamma_bar", "tau2", "a_prior", "b_prior")) {
                assertThat(run.inspect("sites", 1).number(site, prior)).as(prior).isFinite();
              }
            });
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-100, 1e-30, 1e30, 1e100})
  void theUnitOfAFeatureDoesNotMatter(double unit) {
    StudyTable study = study();
    Harmonised plain = Harmonised.of(study, folder.resolve("plain"));
    IntFunction<String> scaled = s -> Double.toString(unit * number(study, "f3", s));
    Harmonised run = Harmonised.of(study.copy().with("f3", scaled), output());
    assertNoGap(run);
    FixtureTable wanted = plain.table();
    FixtureTable found = run.table();
    for (List<String> id : wanted.keys()) {
      double distance = found.number(id, "f3") / unit - wanted.number(id, "f3");
      assertThat(Math.abs(distance)).isLessThan(1e-10);
    }
    run.isNear(plain, List.of("f1", "f2", "f4", "f5"), 1e-10);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e160, 1e300})
  void valuesWhoseSquaresOverflowSpoilNothing(double unit) {
    StudyTable study = study();
    IntFunction<String> scaled = s -> Double.toString(unit * number(study, "f3", s));
    StudyTable large = study.copy().with("f3", scaled);
    String[] nothingKept = {"--continuous", "", "--categorical", "", "--features", "f*"};
    for (String[] options : new String[][] {{}, nothingKept}) {
      Path output = folder.resolve("out-" + options.length);
      Harmonised run = Harmonised.of(large, output, options);
      assertNoGap(run);
      assertThat(run.reason("f3", "A")).isEqualTo("overflow");
      Harmonised others =
          Harmonised.of(
              study.copy().without("f3"), folder.resolve("others-" + options.length), options);
      run.isNear(others, List.of("f1", "f2", "f4", "f5"), 0);
    }
  }

  @Test
  void variationInTheLastBitsSpoilsNothing() {
    IntFunction<String> almost = s -> Double.toString(1 + (s * 7 % 3) * Math.ulp(1.0));
    assertNoGap(Harmonised.of(study().with("f3", almost), output()));
  }

  @Test
  void zeroIsConstantWhateverItsSign() {
    Harmonised run = Harmonised.of(study().with("f3", s -> s % 2 == 0 ? "0" : "-0.0"), output());
    assertThat(run.reason("f3", "A")).isEqualTo("constant");
  }

  @Test
  void anOutlierOfManyMagnitudesSpoilsNothing() {
    assertNoGap(Harmonised.of(study().set("f3", 4, "1e15"), output()));
  }

  @Test
  void aSiteFarAwayIsBroughtBack() {
    StudyTable study = study();
    StudyTable far = study.copy();
    far.atSite("B", "f3", s -> Double.toString(1e6 + number(study, "f3", s)));
    Harmonised run = Harmonised.of(far, output(), "--prior", "none");
    Harmonised near = Harmonised.of(study, folder.resolve("near"), "--prior", "none");
    FixtureTable table = run.table();
    double shift = table.number(List.of("sub-001"), "f3") - near.value("sub-001", "f3");
    for (List<String> id : table.keys()) {
      assertThat(table.number(id, "f3") - shift - near.table().number(id, "f3"))
          .isBetween(-1e-8, 1e-8);
    }
  }

  @Test
  void infinityInParquetIsRefusedWithIdAndFeature() {
    assertRefused(
        Harmonised.arguments(parquet(Double.POSITIVE_INFINITY), output()),
        "column 'f1' of scan 'sub-5'",
        "Infinity",
        "expected a finite number");
  }

  @Test
  void nanAndNullInParquetAreMissing() {
    Harmonised run =
        Harmonised.run(Harmonised.arguments(parquet(Double.NaN), output(), "--exclude", "serial"));
    assertThat(run.table().text(List.of("sub-5"), "f1")).isEmpty();
    assertThat(run.table().text(List.of("sub-6"), "f1")).isEmpty();
    assertThat(run.table().text(List.of("sub-7"), "f1")).isNotEmpty();
    assertThat(run.table().text(List.of("sub-7"), "serial")).isEqualTo("9007199254741000");
  }

  private String parquet(double fifth) {
    List<Row> rows = new ArrayList<>();
    for (int s = 0; s < 24; s++) {
      Double value = s == 5 ? Double.valueOf(fifth) : s == 6 ? null : Math.sin(s);
      rows.add(
          RowFactory.create(
              "sub-" + s,
              s % 2,
              20.0 + s * s % 17,
              s % 3 == 0 ? "M" : "F",
              value,
              Math.cos(s),
              (1L << 53) + 1 + s));
    }
    StructType schema =
        new StructType()
            .add("sub", DataTypes.StringType)
            .add("site", DataTypes.IntegerType)
            .add("age", DataTypes.DoubleType)
            .add("sex", DataTypes.StringType)
            .add("f1", DataTypes.DoubleType)
            .add("f2", DataTypes.DoubleType)
            .add("serial", DataTypes.LongType);
    Path table = folder.resolve("scans.parquet");
    spark().createDataFrame(rows, schema).coalesce(1).write().parquet(table.toString());
    return table.toString();
  }
}
