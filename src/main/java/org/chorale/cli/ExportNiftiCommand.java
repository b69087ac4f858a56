package org.chorale.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.job.export.ImageExport;
import org.chorale.job.export.ImageExportOutcome;
import org.chorale.job.export.ImageExportRequest;
import org.chorale.job.export.ImageExportRequest.Outside;
import org.chorale.model.InvalidInputException;
import org.chorale.model.NameList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

  @Option(names = "--output", required = true, paramLabel = "DIR", description = "New directory.")
  private String output;

  @Option(names = "--overwrite", description = "Replace what is at --output, once this is done.")
  private boolean overwrite;

  @Option(
      names = "--outside",
      paramLabel = "original|zero|nan",
      defaultValue = "original",
      description =
          "What stands outside the mask: what the scan's own image has there, which is read again,"
              + " its header too; or 0 or NaN, with the header of the matrix (${DEFAULT-VALUE}).")
  private Outside outside;

  @Option(
      names = "--gzip",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Compress the images: .nii.gz, or .nii (${DEFAULT-VALUE}).")
  private boolean gzip;

  @Option(
      names = "--sites",
      paramLabel = "LABELS",
      description = "Only scans of these sites, comma-separated.")
  private String sites;

  @Option(
      names = "--scans-list",
      paramLabel = "FILE",
      description = "Only these scans: a text file with an id on each line.")
  private String scansList;

  @Override
  public Integer call() {
    ImageExportRequest request =
        new ImageExportRequest(
            matrix,
            sites == null || sites.isBlank() ? List.of() : NameList.parse(sites, ','),
            scansList == null ? null : lines(hadoop(), scansList),
            outside,
            gzip,
            output,
            overwrite);
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

  private static List<String> lines(Configuration conf, String file) {
    Path path = new Path(file);
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(path.getFileSystem(conf).open(path), StandardCharsets.UTF_8))) {
      List<String> lines =
          in.lines()
              .map(line -> (line.startsWith("\uFEFF") ? line.substring(1) : line).strip())
              .filter(line -> !line.isEmpty())
              .toList();
      if (lines.isEmpty()) {
        throw new InvalidInputException(
            "--scans-list %s: has no ids; expected was one on each line".formatted(file));
      }
      return lines;
    } catch (IOException unreadable) {
      throw new InvalidInputException(
          "--scans-list %s: cannot be read (%s)".formatted(file, unreadable.getMessage()),
          unreadable);
    }
  }
}
