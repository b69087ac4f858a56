package org.chorale.cli;

import java.util.concurrent.Callable;
import org.chorale.job.export.ImageExport;
import org.chorale.job.export.ImageExportOutcome;
import org.chorale.job.export.ImageExportRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code chorale export nifti}: a feature matrix of voxels as an image per scan. */
@Command(
    name = "nifti",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Writes the scans of a feature matrix of voxels as NIfTI images of float32, one per scan.",
    footer = {
      "",
      "Written to --output: ID.nii.gz for every scan, images.csv (which image is of which scan; what",
      "an id has that no file name should stands there as %XX) and run.json.",
      "In the mask the values of the matrix; the rest as --outside says."
    })
final class ExportNiftiCommand extends RunsOnSpark implements Callable<Integer> {
  @Parameters(
      paramLabel = "MATRIX|RUN",
      description = "A feature matrix of voxels, or the output of a run on one.")
  private String matrix;

  @Mixin private NewImageOptions images;
  @Mixin private OutputOptions output;

  @Override
  public Integer call() {
    ImageExportRequest request =
        images.request(hadoop(), matrix, output.directory(), output.overwrite());
    return onSpark(
        spark -> {
          try (Progress progress = new Progress(spark.sc(), terminal())) {
            ImageExportOutcome outcome = new ImageExport(spark, request).run();
            progress.pause();
            print(terminal(), outcome, "images");
          }
          return Main.DONE;
        });
  }

  /** An outcome for people. */
  static void print(Terminal terminal, ImageExportOutcome outcome, String what) {
    terminal.line(
        outcome.alreadyComplete()
            ? "%s holds these very %s already (run %s): nothing to do."
                .formatted(outcome.output(), what, outcome.runId())
            : "Wrote %,d %s to %s (%s)."
                .formatted(outcome.images(), what, outcome.output(), Bytes.text(outcome.bytes())));
  }
}
