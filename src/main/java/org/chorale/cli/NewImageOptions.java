package org.chorale.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.publish.Overwrite;
import org.chorale.job.export.ImageExportRequest;
import org.chorale.job.export.ImageExportRequest.Outside;
import org.chorale.model.InvalidInputException;
import org.chorale.model.NameList;
import picocli.CommandLine.Option;

/** Which scans of a matrix become images, and how these are written. */
final class NewImageOptions {
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
      description = "Images only of scans of these sites, comma-separated.")
  private String sites;

  @Option(
      names = "--scans-list",
      paramLabel = "FILE",
      description = "Images only of these scans: a text file with an id on each line.")
  private String scansList;

  /** The request, with the ids of {@code --scans-list} read. */
  ImageExportRequest request(
      Configuration conf, String matrix, String output, Overwrite overwrite) {
    return new ImageExportRequest(
        matrix,
        sites == null || sites.isBlank() ? List.of() : NameList.parse(sites, ','),
        scansList == null ? null : lines(conf, scansList),
        outside,
        gzip,
        output,
        overwrite);
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
