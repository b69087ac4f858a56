package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** Simulated studies are reproducible, and harmonising one finds the truth it was made from. */
class SimulateTest extends OnSpark {

  private Path simulate(String name, String... options) {
    Path output = folder.resolve(name);
    List<String> arguments = new java.util.ArrayList<>(List.of("simulate"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--output", output.toString()));
    Cli.run(arguments).succeeds();
    return output;
  }

  private Harmonised harmonise(Path scans, String... options) {
    String[] roles = {"--id", "sub_id"};
    List<String> all = new java.util.ArrayList<>(List.of(roles));
    all.addAll(List.of(options));
    return Harmonised.run(
        Harmonised.arguments(scans.toString(), output(), all.toArray(String[]::new)));
  }

  @Test
  void harmonisingFindsTheTruth() {
    Path study = simulate("study", "--scans=2000", "--features=300", "--sites=20", "--seed=7");
    Truth truth = new Truth(study);
    Harmonised run = harmonise(study.resolve("scans.csv"));
    FixtureTable effects = run.inspect("effects", 2);
    FixtureTable features = run.inspect("features", 1);

    Pairs gamma = new Pairs();
    Pairs delta = new Pairs();
    Pairs gammaStar = new Pairs();
    Pairs deltaStar = new Pairs();
    for (String feature : truth.features()) {
      double mean = truth.meanGamma(feature);
      double sigma2 = features.number(List.of(feature), "sigma2");
      double scale = truth.sigma(feature) / Math.sqrt(sigma2);
      for (String site : truth.sites()) {
        List<String> key = List.of(site, feature);
        double trueGamma = scale * (truth.gamma(site, feature) - mean);
        double trueDelta = scale * scale * truth.delta(site, feature);
        gamma.add(effects.number(key, "gamma_hat"), trueGamma);
        delta.add(effects.number(key, "delta_hat"), trueDelta);
        gammaStar.add(effects.number(key, "gamma_star"), trueGamma);
        deltaStar.add(effects.number(key, "delta_star"), trueDelta);
      }
    }
    assertThat(gammaStar.correlation()).isGreaterThan(0.95).isGreaterThan(gamma.correlation());
    assertThat(deltaStar.correlation()).isGreaterThan(0.95).isGreaterThan(delta.correlation());
    // A posterior is calibrated: the truth is what it says, on average.
    assertThat(gammaStar.slope()).isBetween(0.97, 1.03);
    assertThat(deltaStar.slope()).isBetween(0.95, 1.05);
    assertThat(delta.slope()).as("no prior, no calibration").isLessThan(0.95);

    assertWithinTwoStandardErrors(truth, features, "beta[age]", "beta_age", truth.ageScatter());
    assertWithinTwoStandardErrors(truth, features, "beta[sex[M]]", "beta_sex", truth.sexScatter());
  }

  /** 95 % are expected to be; scatter within sites, age and sex being drawn independently. */
  private static void assertWithinTwoStandardErrors(
      Truth truth, FixtureTable features, String estimate, String column, double scatter) {
    int within = 0;
    double z2 = 0;
    for (String feature : truth.features()) {
      List<String> key = List.of(feature);
      double error = features.number(key, estimate) - truth.table().number(key, column);
      double standardError = Math.sqrt(features.number(key, "sigma2") / scatter);
      within += Math.abs(error) < 2 * standardError ? 1 : 0;
      z2 += error * error / (standardError * standardError) / truth.features().size();
    }
    assertThat(within).isGreaterThan((int) (0.9 * truth.features().size()));
    assertThat(z2).as("mean squared error in standard errors").isBetween(0.7, 1.4);
  }

  @Test
  void theSiteEffectIsGoneAfterwards() {
    Path study = simulate("study", "--scans=600", "--features=20", "--sites=6", "--seed=3");
    FixtureTable before = FixtureTable.read(study.resolve("scans.csv"), 1);
    Harmonised run = harmonise(study.resolve("scans.csv"));
    Truth truth = new Truth(study);
    for (String feature : truth.features()) {
      double left = truth.siteVariance(run.table(), feature);
      assertThat(left).isLessThan(0.1 * truth.siteVariance(before, feature));
    }
  }

  @Test
  void equalSeedsGiveEqualFilesAndOtherSeedsOthers() throws IOException {
    Path first = simulate("first", "--scans=60", "--features=9", "--missing=0.1", "--seed=5");
    Path second = simulate("second", "--scans=60", "--features=9", "--missing=0.1", "--seed=5");
    Path other = simulate("other", "--scans=60", "--features=9", "--missing=0.1", "--seed=6");
    assertThat(Cli.entries(first)).containsExactly("scans.csv", "simulation.json", "truth.csv");
    for (String file : Cli.entries(first)) {
      byte[] bytes = Files.readAllBytes(first.resolve(file));
      assertThat(bytes).as(file).isEqualTo(Files.readAllBytes(second.resolve(file)));
      assertThat(bytes).as(file).isNotEqualTo(Files.readAllBytes(other.resolve(file)));
    }
  }

  @Test
  void theExampleThatShipsIsWhatItsCommandWrites() throws IOException {
    Path study = simulate("study", "--scans=240", "--features=60", "--sites=8", "--seed=2026");
    Path shipped = Path.of(System.getProperty("chorale.basedir", "."), "conf", "example.csv");
    assertThat(study.resolve("scans.csv")).hasSameBinaryContentAs(shipped);
  }

  @Test
  void aWideTableAsParquetHoldsTheSameValues() {
    String[] size = {"--scans=60", "--features=9", "--missing=0.1", "--format"};
    FixtureTable csv =
        FixtureTable.read(simulate("csv", with(size, "csv")).resolve("scans.csv"), 1);
    Path parquet = simulate("parquet", with(size, "parquet")).resolve("scans.parquet");
    List<Row> rows = spark().read().parquet(parquet.toString()).collectAsList();
    assertThat(rows).hasSize(60);
    for (Row row : rows) {
      for (int c = 4; c < row.size(); c++) {
        double value = row.isNullAt(c) ? Double.NaN : row.getDouble(c);
        assertThat(value)
            .isEqualTo(Double.valueOf(csv.number(List.of(row.getString(0)), csv.columns().get(c))));
      }
    }
  }

  @Test
  void blocksHoldTheValuesOfTheWideTable() {
    String[] size = {"--scans=40", "--features=4100", "--sites=3", "--missing=0.1", "--layout"};
    FixtureTable wide =
        FixtureTable.read(simulate("wide", with(size, "wide")).resolve("scans.csv"), 1);
    Path blocks = simulate("blocks", with(with(size, "blocks"), "--element=float64"));
    Map<String, double[]> values = new HashMap<>();
    for (Row row :
        spark()
            .read()
            .parquet(blocks.resolve("matrix/values").toString())
            .select("scan", "site", "block", "values")
            .collectAsList()) {
      String scan = row.getString(0);
      assertThat(row.getString(1)).isEqualTo(wide.text(List.of(scan), "site"));
      List<Number> block = row.getList(3);
      double[] all = values.computeIfAbsent(scan, s -> new double[4100]);
      for (int v = 0; v < block.size(); v++) {
        all[4096 * row.getInt(2) + v] =
            block.get(v) == null ? Double.NaN : block.get(v).doubleValue();
      }
    }
    assertThat(values).hasSize(40);
    values.forEach(
        (scan, row) -> {
          for (int v = 0; v < row.length; v++) {
            double wanted = wide.number(List.of(scan), wide.columns().get(4 + v));
            assertThat(row[v]).as("%s %d", scan, v).isEqualTo(Double.valueOf(wanted));
          }
        });
    FixtureTable participants =
        FixtureTable.parse(
            "participants", read(blocks.resolve("participants.tsv")).replace('\t', ','), 1);
    assertThat(participants.keys()).containsExactlyElementsOf(wide.keys());
  }

  @Test
  void theShareOfMissingCellsIsTheOneAskedFor() {
    Path study = simulate("study", "--scans=200", "--features=50", "--missing=0.2");
    FixtureTable table = FixtureTable.read(study.resolve("scans.csv"), 1);
    long missing = 0;
    for (List<String> id : table.keys()) {
      missing += table.columns().stream().filter(c -> table.text(id, c).isEmpty()).count();
    }
    assertThat(missing / 10_000.0).isBetween(0.18, 0.22);
  }

  @Test
  void numbersOutOfRangeAndAnOutputInTheWayAreRefused() throws IOException {
    String output = output().toString();
    assertRefused(List.of("simulate", "--scans=5", "--output", output), "5 scans", "at least 2");
    assertRefused(List.of("simulate", "--sites=1", "--output", output), "1 sites", "at least 2");
    assertRefused(List.of("simulate", "--missing=1", "--output", output), "missing share 1.0");
    assertRefused(List.of("simulate", "--scans=many", "--output", output), "--scans", "'many'");
    assertRefused(List.of("simulate"), "--output");
    Files.createDirectory(output());
    assertRefused(List.of("simulate", "--output", output), "exists");
  }

  private static String[] with(String[] options, String value) {
    String[] all = java.util.Arrays.copyOf(options, options.length + 1);
    all[options.length] = value;
    return all;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
