package org.chorale.cli;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.io.matrix.Element;
import org.chorale.job.simulate.SimulateJob;
import org.chorale.job.simulate.SimulateRequest;
import org.chorale.job.simulate.SimulateRequest.Layout;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Word;
import org.chorale.stats.simulate.Simulation;
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
      "of every site, a row per feature) and simulation.json. For --nifti the images in images/, the",
      "scanner beside each as BIDS has it, mask.nii.gz and participants.tsv; voxels are named i_j_k."
    })
final class SimulateCommand extends RunsOnSpark implements Callable<Integer> {
  private static final int FEATURES = 100;
  private static final String GRID = "30x36x30";

  @Option(
      names = "--scans",
      paramLabel = "N",
      defaultValue = "300",
      description = "Scans (${DEFAULT-VALUE}).")
  private int scans;

  @Option(
      names = "--features",
      paramLabel = "V",
      description = "Features (100); of images, the voxels of the brain.")
  private Integer features;

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
      paramLabel = "wide|blocks|nifti",
      description = "A table, a feature matrix partitioned by site, or an image per scan (wide).")
  private Layout layout;

  @Option(names = "--nifti", description = "Images: the same as --layout nifti.")
  private boolean nifti;

  @Option(
      names = "--grid",
      paramLabel = "XxYxZ",
      description =
          "Voxels of an image (30x36x30); 91x109x91 has voxels of 2 mm. A quarter of them is brain.")
  private String grid;

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

  private SimulateRequest request() {
    if (nifti && layout != null && layout != Layout.NIFTI) {
      throw new InvalidInputException(
          "--nifti and --layout %s exclude each other; give one".formatted(Word.of(layout)));
    }
    Layout chosen = nifti ? Layout.NIFTI : layout == null ? Layout.WIDE : layout;
    if (chosen == Layout.NIFTI ? features != null : grid != null) {
      throw new InvalidInputException(
          chosen == Layout.NIFTI
              ? "--features is for tables; the features of images are the voxels of the brain, give --grid"
              : "--grid is for images; give --nifti too");
    }
    return new SimulateRequest(
        scans,
        features == null ? FEATURES : features,
        chosen == Layout.NIFTI ? lengths(grid == null ? GRID : grid) : null,
        sites,
        seed,
        missing,
        chosen,
        format,
        element,
        output);
  }

  private static List<Integer> lengths(String grid) {
    if (!grid.matches("\\d{1,4}x\\d{1,4}x\\d{1,4}")) {
      throw new InvalidInputException(
          "--grid '%s' is not understood; give three lengths, e.g. %s".formatted(grid, GRID));
    }
    return Arrays.stream(grid.split("x", -1)).map(Integer::valueOf).toList();
  }

  @Override
  public Integer call() {
    SimulateRequest request = request();
    return onSpark(
        spark -> {
          Simulation drawn = new SimulateJob(spark).run(request);
          terminal()
              .line(
                  "Simulated %,d scans of %,d sites, %,d %s in %s"
                      .formatted(
                          scans,
                          sites,
                          drawn.features(),
                          request.layout() == Layout.NIFTI ? "voxels" : "features",
                          output));
          return Main.DONE;
        });
  }
}
