package org.chorale.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.chorale.fixtures.FixtureTable;
import org.chorale.job.Harmonisation;
import org.chorale.job.HarmonisationOutcome;
import org.chorale.job.HarmonisationRequest;
import org.chorale.model.Specification;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java code of the README, run: it gives what the command gives. */
class JavaApiTest {
  /** A dataset is cut into parts otherwise than a text file, so sums round otherwise. */
  private static final double ROUNDING = 1e-10;

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("java api")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @Test
  void aDatasetIsHarmonisedAsTheCommandDoes() throws Exception {
    String output = folder.resolve("out").toString();
    // README: Java API
    Dataset<Row> scans =
        spark.read().option("header", true).option("inferSchema", true).csv("conf/example.csv");

    Specification specification =
        Specification.builder().site("site").continuous("age").categorical("sex").build();
    HarmonisationRequest request =
        HarmonisationRequest.builder(specification).id("sub_id").output(output).build();
    HarmonisationOutcome outcome = Harmonisation.of(scans, request).run();

    Dataset<Row> harmonised = spark.read().parquet(output + "/harmonised");
    // README: end
    assertThat(outcome.alreadyComplete()).isFalse();
    assertThat(harmonised.columns()).isEqualTo(scans.columns());
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("nothing but the output is left").hasSize(1);
    }

    Path byCommand = folder.resolve("command");
    Example.harmonise(byCommand, "--format", "csv");
    FixtureTable expected = FixtureTable.read(byCommand.resolve("harmonised.csv"), 1);
    List<Row> rows = harmonised.collectAsList();
    assertThat(rows).hasSize(expected.keys().size());
    for (Row row : rows) {
      for (String feature : List.of("lh_0001", "rh_0030")) {
        assertThat(row.<Double>getAs(feature))
            .isCloseTo(
                expected.number(List.of(row.<String>getAs("sub_id")), feature),
                within(ROUNDING * expected.sd(feature)));
      }
    }
  }
}
