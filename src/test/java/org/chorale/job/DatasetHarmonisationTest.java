package org.chorale.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.Assertions;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Specification;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset in a Java program is harmonised as the files that hold the same table are. */
class DatasetHarmonisationTest extends JavaDatasetSuiteBase {
  private static final StructType SCHEMA =
      new StructType()
          .add("sub", DataTypes.StringType)
          .add("site", DataTypes.IntegerType)
          .add("age", DataTypes.DoubleType)
          .add("sex", DataTypes.StringType)
          .add("f1", DataTypes.DoubleType)
          .add("f2", DataTypes.FloatType)
          .add("f3", DataTypes.LongType)
          .add("note", DataTypes.StringType);

  private static SparkSession started;

  @TempDir Path folder;

  @BeforeEach
  void startSpark() {
    runBefore();
    started = spark();
  }

  @AfterAll
  static void stopSpark() {
    started.stop();
  }

  private Dataset<Row> scans() {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    for (int s = 0; s < 60; s++) {
      rows.add(
          RowFactory.create(
              "sub-" + s,
              s % 3,
              20 + 40 * random.nextDouble(),
              random.nextBoolean() ? "M" : "F",
              s == 7 ? null : (s % 3) + random.nextGaussian(),
              (float) (2 * (s % 3) + random.nextGaussian()),
              (long) (1000 + 100 * (s % 3) + 50 * random.nextGaussian()),
              s % 2 == 0 ? null : "ok"));
    }
    return spark().createDataFrame(rows, SCHEMA).repartition(3);
  }

  private HarmonisationRequest.Builder request(String output) {
    Specification specification =
        Specification.builder().site("site").continuous("age").categorical("sex").build();
    return HarmonisationRequest.builder(specification)
        .id("sub")
        .output(folder.resolve(output).toString());
  }

  private Dataset<Row> harmonised(HarmonisationOutcome outcome) {
    return spark().read().parquet(outcome.output() + "/harmonised").orderBy("sub");
  }

  @Test
  void aDatasetGivesTheTableThatItsFilesGive() {
    Dataset<Row> scans = scans();
    String file = folder.resolve("scans.parquet").toString();
    scans.write().parquet(file);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark().sparkContext());
    HarmonisationOutcome ofFile =
        Harmonisation.of(context, request("of-file").inputs(List.of(file)).build()).run();
    HarmonisationOutcome ofDataset = Harmonisation.of(scans, request("of-dataset").build()).run();

    Dataset<Row> expected = harmonised(ofFile);
    assertThat(expected.count()).isEqualTo(60);
    assertDataFrameEquals(expected, harmonised(ofDataset));
    assertThat(ofDataset.plan().features().shown()).containsExactly("f1", "f2", "f3");
  }

  @Test
  void harmonisingMovesTheValuesAndKeepsTheOtherColumns() {
    Dataset<Row> scans = scans();
    Dataset<Row> after = harmonised(Harmonisation.of(scans, request("out").build()).run());
    String[] others = {"sub", "site", "age", "sex", "note"};
    assertDataFrameEquals(scans.orderBy("sub").selectExpr(others), after.selectExpr(others));
    assertThat(after.select("f1").except(scans.select("f1")).count()).isEqualTo(59);
    assertThat(after.where("f1 is null").count()).isEqualTo(1);
  }

  @Test
  void repartitioningChangesNothingBeyondRounding() {
    Dataset<Row> scans = scans();
    HarmonisationOutcome three = Harmonisation.of(scans, request("three").build()).run();
    HarmonisationOutcome one =
        Harmonisation.of(scans.coalesce(1).orderBy("age"), request("one").build()).run();
    assertDataFrameApproximateEquals(harmonised(three), harmonised(one), 1e-10);
  }

  @Test
  void whatTheDatasetWasWrittenToIsGoneAfterwards() throws java.io.IOException {
    Harmonisation.of(scans(), request("out").build()).run();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly("out");
    }
  }

  @Test
  void aPlanOfADatasetWritesNothing() throws java.io.IOException {
    HarmonisationPlan plan = Harmonisation.of(scans(), request("out").build()).plan(true);
    assertThat(plan.features().shown()).containsExactly("f1", "f2", "f3");
    assertThat(plan.study().cohort().size()).isEqualTo(60);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aRequestThatNamesTablesBesidesTheDatasetIsRefused() {
    HarmonisationRequest both = request("out").inputs(List.of("scans.csv")).build();
    Assertions.assertThatThrownBy(() -> Harmonisation.of(scans(), both))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the input is a dataset");
  }
}
