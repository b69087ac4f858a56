package org.chorale.cli;

import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.chorale.job.HarmonisationOutcome;
import org.chorale.job.HarmonisationPlan;
import org.chorale.job.ImageHarmonisation;
import org.chorale.job.ImageHarmonisationRequest;
import org.chorale.job.export.ImageExportOutcome;
import org.chorale.job.image.ImageImportOutcome;
import org.chorale.job.image.ImageImportRequest;
import org.chorale.model.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chorale harmonise-images}: import, harmonise and export in one. */
@Command(
    name = "harmonise-images",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    customSynopsis = "chorale harmonise-images [JOB.yaml] [OPTIONS] [-- SPARK OPTIONS]",
    description = {
      "Removes the site effect from images: 'import nifti', 'harmonise' and 'export nifti' in one.",
      "",
      "Written to --output: matrix/, harmonised/ and images/, as those three write them. What is"
          + " complete there is not made again; a run that was interrupted goes on where it was.",
      ""
    },
    footer = {
      "",
      "Lists are comma-separated; a name with a comma or '+' goes in double quotes.",
      "Every option is a key of the job file too; the command line wins.",
      "Exit codes: 0 done, 1 a fault of ours or the cluster's, 2 input or options.",
      "",
      "Example:",
      "  chorale harmonise-images --scans participants.tsv --id participant_id \\",
      "      --site scanner --images 'bids/{id}/anat/*_GM.nii.gz' --mask mask.nii.gz \\",
      "      --continuous age --categorical sex --output out/"
    })
final class HarmoniseImagesCommand extends RunsOnSpark implements Callable<Integer> {
  @Mixin private JobFileParameter jobFile;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Directory of matrix/, harmonised/ and images/.")
  private String output;

  @Mixin private OverwriteOptions overwrite;

  @Mixin private DryRunOption dryRun;

  @Mixin(name = "Images and mask:")
  private ImageOptions images;

  @Mixin(name = "Model:")
  private ModelOptions model;

  @Mixin(name = "Harmonised images:")
  private NewImageOptions newImages;

  @Mixin(name = "Layout of the matrix:")
  private MatrixOptions layout;

  private ImageHarmonisationRequest request() {
    jobFile.refuse("harmonise-images", "an image after --images");
    if (output == null && (!dryRun.isGiven() || dryRun.isFull())) {
      throw new InvalidInputException(
          "not given: --output DIR; see 'chorale harmonise-images --help' for an example");
    }
    ImageImportRequest imports = images.request(layout, null, overwrite.choice());
    return new ImageHarmonisationRequest(
        imports,
        model.specification(imports.siteNames()),
        newImages.request(hadoop(), null, null, overwrite.choice()),
        output,
        overwrite.choice());
  }

  @Override
  public Integer call() {
    ImageHarmonisationRequest request = request();
    PlanText plan = new PlanText(terminal(), false);
    return onSpark(
        spark -> {
          ImageHarmonisation harmonisation = new ImageHarmonisation(spark, request);
          if (dryRun.isGiven()) {
            if (dryRun.isFull()) {
              plan.print(harmonisation.planOfValues(), true);
            } else {
              plan.print(harmonisation.plan());
            }
            terminal().line("Dry run: nothing was written.");
            return Main.DONE;
          }
          try (Progress progress = new Progress(spark.sc(), terminal())) {
            harmonisation.run(new Told(progress, plan));
          }
          return Main.DONE;
        });
  }

  /** Prints what each step did. */
  private final class Told implements ImageHarmonisation.Steps {
    private final Progress progress;
    private final PlanText plan;

    Told(Progress progress, PlanText plan) {
      this.progress = progress;
      this.plan = plan;
    }

    @Override
    public void imported(ImageImportOutcome outcome) {
      progress.pause();
      ImportNiftiCommand.print(terminal(), outcome);
      keeps("matrix");
    }

    @Override
    public void planned(HarmonisationPlan planned) {
      progress.pause();
      plan.print(planned, false);
    }

    @Override
    public void harmonised(HarmonisationOutcome outcome) {
      progress.pause();
      SummaryText.print(terminal(), outcome);
      keeps("matrix and harmonised");
    }

    @Override
    public void exported(ImageExportOutcome outcome) {
      progress.pause();
      ExportNiftiCommand.print(terminal(), outcome, "images");
    }

    private void keeps(String done) {
      published(
          "%s of %s %s complete, and the same command goes on from there"
              .formatted(done, new Path(output), done.contains(" ") ? "are" : "is"));
    }
  }
}
