package org.chorale.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.chorale.cli.Main;
import org.chorale.cluster.StandaloneCluster.Submission;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same files give the same bits on any master; the same scans laid out otherwise agree. */
@Tag("slow")
class SameBitsTest {
  /** A table of several splits: 32 MiB of text each. */
  private static final String[] STUDY = {
    "--scans", "2600", "--features", "1000", "--sites", "12", "--seed", "5", "--missing", "0.001"
  };

  /** Files laid out otherwise, in standard deviations of a feature. */
  private static final double LAID_OUT_OTHERWISE = 1e-10;

  private static final long SEED = 11;

  @TempDir static Path folder;

  private static Path table;
  private static Map<String, String> expected;

  @BeforeAll
  static void harmoniseOnOneCore() {
    List<String> simulate = new ArrayList<>(List.of("simulate"));
    simulate.addAll(List.of(STUDY));
    simulate.addAll(List.of("--output", folder.resolve("study").toString()));
    simulate.addAll(List.of("--", "--master", "local[2]"));
    succeed(simulate);
    table = folder.resolve("study/scans.csv");
    expected = harmonise("local[1]", table, "one-core", "parquet");
  }

  @Test
  void moreCoresGiveTheSameBits() {
    assertThat(harmonise("local[2]", table, "two-cores", "parquet")).isEqualTo(expected);
    assertThat(harmonise("local[4]", table, "four-cores", "parquet")).isEqualTo(expected);
  }

  /** Values of four blocks are read again, in as many tasks. */
  @Test
  void robustEstimatesHaveTheSameBitsOnMoreCores() throws IOException {
    Path study = folder.resolve("blocks");
    StudyForm.FEATURE_MATRIX.write(study);
    Map<String, String> one = robust("local[1]", study, "robust-one");
    assertThat(robust("local[3]", study, "robust-three")).isEqualTo(one);
  }

  private static Map<String, String> robust(String master, Path study, String output) {
    Path target = folder.resolve(output);
    List<String> arguments = new ArrayList<>(StudyForm.FEATURE_MATRIX.command(study, target));
    arguments.addAll(List.of("--robust", "--", "--master", master));
    succeed(arguments);
    return OutputFiles.hashes(target);
  }

  @Test
  void aClusterOfSeparateJvmsGivesTheSameBits() throws Exception {
    try (StandaloneCluster cluster = StandaloneCluster.start()) {
      Path output = folder.resolve("cluster");
      List<String> command = command(table, output, "parquet");
      Submission done = cluster.submit(command.toArray(new String[0]));
      assertThat(done.exitCode()).as(done.err()).isZero();
      assertThat(done.out()).contains("Harmonised 2,600 scans of 12 sites, 1,000 features.");
      assertThat(OutputFiles.hashes(output)).isEqualTo(expected);
    }
  }

  @Test
  void shuffledRowsAndOtherSplitsAgree() throws IOException {
    harmonise("local[2]", table, "plain", "csv");
    FixtureTable plain = FixtureTable.read(folder.resolve("plain/harmonised.csv"), 1);

    List<String> lines = new ArrayList<>(Files.readAllLines(table));
    String header = lines.remove(0);
    Collections.shuffle(lines, new Random(SEED));
    lines.add(0, header);
    Path shuffled = Files.write(folder.resolve("shuffled.csv"), lines);
    harmonise("local[2]", shuffled, "from-shuffled", "csv");
    assertAgree(plain, folder.resolve("from-shuffled/harmonised.csv"));

    Path parquet = folder.resolve("resplit.parquet");
    resplit(shuffled, parquet);
    harmonise("local[2]", parquet, "from-parquet", "csv");
    assertAgree(plain, folder.resolve("from-parquet/harmonised.csv"));
  }

  private static void assertAgree(FixtureTable plain, Path file) {
    FixtureTable actual = FixtureTable.read(file, 1);
    List<String> features = plain.columns(name -> name.startsWith("lh_") || name.startsWith("rh_"));
    Distance distance = Distance.between(plain, actual, features, plain::sd);
    assertThat(distance.max()).as(distance.where()).isLessThan(LAID_OUT_OTHERWISE);
    assertThat(actual.keys()).hasSameSizeAs(plain.keys());
  }

  /** The same table in seven Parquet files, written by Spark. */
  private static void resplit(Path csv, Path parquet) throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()) {
      spark
          .read()
          .option("header", "true")
          .option("inferSchema", "true")
          .option("maxColumns", "2000")
          .csv(csv.toString())
          .repartition(7)
          .write()
          .parquet(parquet.toString());
    }
  }

  private static List<String> command(Path input, Path output, String format) {
    return List.of(
        "harmonise",
        "--input=" + input,
        "--id=sub_id",
        "--site=site",
        "--continuous=age",
        "--categorical=sex",
        "--format=" + format,
        "--output=" + output);
  }

  private static Map<String, String> harmonise(
      String master, Path input, String output, String format) {
    List<String> arguments = new ArrayList<>(command(input, folder.resolve(output), format));
    arguments.addAll(List.of("--", "--master", master));
    succeed(arguments);
    return OutputFiles.hashes(folder.resolve(output));
  }

  private static void succeed(List<String> arguments) {
    PrintStream quiet = new PrintStream(PrintStream.nullOutputStream());
    assertThat(Main.run(quiet, System.err, arguments.toArray(new String[0]))).isEqualTo(Main.DONE);
  }
}
