package org.chorale.job.run;

/**
 * An input of a run.
 *
 * @param path as given or found
 * @param bytes of the file; −1 for a feature matrix
 * @param hash SHA-256 of the file, or the id of the run that made the feature matrix
 */
public record RunInput(String path, long bytes, String hash) {
  /** Whether it is a feature matrix. */
  public boolean isMatrix() {
    return bytes < 0;
  }
}
