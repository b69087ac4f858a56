package org.chorale.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chorale.cluster.StandaloneCluster.Submission;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method runs on a feature matrix, on executors of their own, and agrees with its table. */
@Tag("slow")
class MethodsOnClusterTest {
  /** In standard deviations of the feature. */
  private static final double ROUNDING = 1e-10;

  @TempDir static Path folder;

  private static StandaloneCluster cluster;
  private static ClusterDriver driver;
  private int runs;

  @BeforeAll
  static void start() throws Exception {
    cluster = StandaloneCluster.start();
    driver = new ClusterDriver(cluster);
    run(
        List.of(
            "simulate",
            "--scans=120",
            "--features=150",
            "--sites=4",
            "--seed=9",
            "--missing=0.002"),
        "study");
    run(
        List.of(
            "import",
            "table",
            "--input=" + folder.resolve("study/scans.csv"),
            "--id=sub_id",
            "--site=site",
            "--features=lh_*,rh_*",
            "--element=float64",
            "--block-size=32"),
        "matrix");
  }

  @AfterAll
  static void stop() throws Exception {
    driver.close();
    cluster.close();
  }

  private static void run(List<String> command, String output) {
    List<String> arguments = new ArrayList<>(command);
    arguments.add("--output=" + folder.resolve(output));
    Submission done = driver.run(arguments);
    assertThat(done.exitCode()).as("%s%n%s", arguments, done.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--continuous=age --categorical=sex",
        "--continuous=age --categorical=sex --prior=nonparametric",
        "--continuous=age --prior=none --mean-only",
        "--smooth=age --categorical=sex",
        "--smooth=age:basis=natural,k=4 --reference-site=S002",
        "--continuous=age --categorical=sex --robust",
        "--continuous=age --then=sex",
        "--continuous=age --domain=*:positive",
        "--continuous=age --categorical=sex --method=residualise",
        "--method=z-score-rescaled",
        "--method=z-score-reference --reference-site=S001",
        "--continuous=age --compat=neuroharmonize",
        "--continuous=age --compat=sva"
      })
  void agreesWithItsTable(String options) {
    String name = getClass().getSimpleName() + options.hashCode() + "-" + runs++;
    List<String> chosen = List.of(options.split(" ", -1));
    List<String> onTable =
        new ArrayList<>(
            List.of(
                "harmonise",
                "--input=" + folder.resolve("study/scans.csv"),
                "--id=sub_id",
                "--site=site",
                "--features=lh_*,rh_*",
                "--format=csv"));
    onTable.addAll(chosen);
    run(onTable, name + "-table");
    List<String> onMatrix =
        new ArrayList<>(List.of("harmonise", "--input=" + folder.resolve("matrix")));
    onMatrix.addAll(chosen);
    run(onMatrix, name);
    run(
        List.of("export", "table", folder.resolve(name).toString(), "--format=csv"),
        name + "-exported");
    FixtureTable expected = FixtureTable.read(folder.resolve(name + "-table/harmonised.csv"), 1);
    FixtureTable found = FixtureTable.read(folder.resolve(name + "-exported/table.csv"), 1);
    List<String> features = expected.columns(column -> column.matches("[lr]h_.*"));
    assertThat(found.keys()).containsExactlyInAnyOrderElementsOf(expected.keys());
    assertThat(features).hasSize(150);
    Distance distance = Distance.between(expected, found, features, expected::sd);
    assertThat(distance.max()).as("sd, at %s", distance.where()).isLessThanOrEqualTo(ROUNDING);
  }
}
