package org.chorale.cli;

import java.util.concurrent.Callable;
import org.chorale.job.export.ImageExportOutcome;
import org.chorale.job.export.MapExport;
import org.chorale.job.export.MapExportRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chorale export maps}: the estimates of a model as images. */
@Command(
    name = "maps",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Writes the estimates of a run's model as NIfTI images of float32.",
    footer = {
      "",
      "Written to --output: alpha, sigma, beta_COLUMN, and gamma_hat_SITE, delta_hat_SITE,",
      "gamma_star_SITE, delta_star_SITE as .nii.gz; maps.csv (which image is what) and run.json.",
      "alpha and beta in the covariates' own units, gamma in sigma, delta a variance in sigma².",
      "NaN where a voxel has no estimate, 0 outside the mask."
    })
final class ExportMapsCommand extends RunsOnSpark implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      description = "The output of a run on a feature matrix of voxels.")
  private String run;

  @Option(
      names = "--gzip",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Compress the maps: .nii.gz, or .nii (${DEFAULT-VALUE}).")
  private boolean gzip;

  @Mixin private OutputOptions output;

  @Override
  public Integer call() {
    MapExportRequest request =
        new MapExportRequest(run, gzip, output.directory(), output.overwrite());
    return onSpark(
        spark -> {
          try (Progress progress = new Progress(spark.sc(), terminal())) {
            ImageExportOutcome outcome = new MapExport(spark, request).run();
            progress.pause();
            ExportNiftiCommand.print(terminal(), outcome, "maps");
          }
          return Main.DONE;
        });
  }
}
