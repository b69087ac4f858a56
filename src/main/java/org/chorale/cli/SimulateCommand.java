package org.chorale.cli;

import java.util.concurrent.Callable;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.io.matrix.Element;
import org.chorale.job.simulate.SimulateJob;
import org.chorale.job.simulate.SimulateRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code chorale simulate}: multi-site data with a known truth. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Writes a simulated study with known site effects: unbalanced sites that differ in age and"
            + " sex.",
    footer = {
      "",
      "Written to --output: the table (scans.csv or scans.parquet, or for --layout blocks the feature",
      "matrix in matrix/ and participants.tsv), truth.csv (alpha, sigma, beta, and gamma and delta",
      "of every site, a row per feature) and simulation.json."
    })
final class SimulateCommand extends RunsOnSpark implements Callable<Integer> {
  @Option(
      names = "--scans",
      paramLabel = "N",
      defaultValue = "300",
      description = "Scans (${DEFAULT-VALUE}).")
  private int scans;

  @Option(
      names = "--features",
      paramLabel = "V",
      defaultValue = "100",
      description = "Features (${DEFAULT-VALUE}).")
  private int features;

  @Option(
      names = "--sites",
      paramLabel = "S",
      defaultValue = "6",
      description = "Sites (${DEFAULT-VALUE}).")
  private int sites;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of everything that is drawn (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--missing",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Share of feature cells that are missing (${DEFAULT-VALUE}).")
  private double missing;

  @Option(
      names = "--layout",
      paramLabel = "wide|blocks",
      defaultValue = "wide",
      description = "A table, or a feature matrix partitioned by site (${DEFAULT-VALUE}).")
  private SimulateRequest.Layout layout;

  @Option(
      names = "--format",
      paramLabel = "csv|parquet",
      defaultValue = "csv",
      description = "Format of a wide table (${DEFAULT-VALUE}).")
  private TableFormat format;

  @Option(
      names = "--element",
      paramLabel = "float32|float64",
      defaultValue = "float32",
      description = "Type of a feature matrix's values (${DEFAULT-VALUE}).")
  private Element element;

  @Option(names = "--output", required = true, paramLabel = "DIR", description = "New directory.")
  private String output;

  @Override
  public Integer call() {
    SimulateRequest request =
        new SimulateRequest(scans, features, sites, seed, missing, layout, format, element, output);
    return onSpark(
        spark -> {
          new SimulateJob(spark).run(request);
          terminal()
              .line(
                  "Simulated %,d scans of %,d sites, %,d features in %s"
                      .formatted(scans, sites, features, output));
          return Main.DONE;
        });
  }
}
