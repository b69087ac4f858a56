package org.chorale.job;

/**
 * An input of a run.
 *
 * @param path as given or found
 * @param bytes of the file; −1 for a feature matrix
 * @param hash SHA-256 of the file, or the id of the run that made the feature matrix
 */
record RunInput(String path, long bytes, String hash) {
  boolean isMatrix() {
    return bytes < 0;
  }
}
