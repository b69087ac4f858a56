package org.chorale.job.export;

/**
 * What an export of images or maps made.
 *
 * @param runId id of the run
 * @param output directory of the images
 * @param alreadyComplete whether the same export's images were there, and nothing was done
 * @param images that were written
 * @param bytes of their files
 */
public record ImageExportOutcome(
    String runId, String output, boolean alreadyComplete, int images, long bytes) {
  /** The same export's images were there. */
  static ImageExportOutcome already(String runId, String output) {
    return new ImageExportOutcome(runId, output, true, 0, 0);
  }
}
