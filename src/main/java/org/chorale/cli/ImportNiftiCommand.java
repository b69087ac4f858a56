package org.chorale.cli;

import java.util.concurrent.Callable;
import org.chorale.job.image.ImageImport;
import org.chorale.job.image.ImageImportOutcome;
import org.chorale.job.image.ImageImportRequest;
import org.chorale.job.matrix.ImportOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code chorale import nifti}: options to request, outcome to words. */
@Command(
    name = "nifti",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Makes a feature matrix of images: .nii, .nii.gz, .hdr/.img, .mgh or .mgz, one per scan, or"
            + " 4-D stacks. Its features are the voxels of a mask.",
    footer = {
      "",
      "Examples:",
      "  chorale import nifti --scans participants.tsv --id participant_id --site scanner \\",
      "      --images 'bids/{id}/ses-*/anat/*_mod-GM.nii.gz' --mask mask.nii.gz --output matrix/",
      "  chorale import nifti --scans participants.tsv --id participant_id --site scanner \\",
      "      --stack all_FA_skeletonised.nii.gz --stack-ids ids.txt --output matrix/"
    })
final class ImportNiftiCommand extends RunsOnSpark implements Callable<Integer> {
  @Mixin private ImageOptions images;
  @Mixin private MatrixOptions layout;
  @Mixin private OutputOptions output;

  @Override
  public Integer call() {
    ImageImportRequest request = images.request(layout, output.directory(), output.overwrite());
    return onSpark(
        spark -> {
          try (Progress progress = new Progress(spark.sc(), terminal())) {
            ImageImportOutcome outcome = new ImageImport(spark, request).run();
            progress.pause();
            print(terminal(), outcome);
          }
          return Main.DONE;
        });
  }

  /** An outcome for people. */
  static void print(Terminal terminal, ImageImportOutcome outcome) {
    ImportOutcome made = outcome.matrix();
    if (!made.alreadyComplete()) {
      terminal.line(
          "The mask has %,d of %,d voxels (%.1f %%); %s on disk."
              .formatted(
                  made.features(),
                  outcome.gridVoxels(),
                  100.0 * made.features() / outcome.gridVoxels(),
                  Bytes.text(outcome.bytes())));
    }
    ImportText.print(terminal, made);
  }
}
