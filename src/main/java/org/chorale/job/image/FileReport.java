package org.chorale.job.image;

/** How reading a file, or some volumes of it, ended. Immutable; travels. */
final class FileReport implements Scanned {
  private static final long serialVersionUID = 1L;

  private final int file;
  private final String problem;
  private final String sha256;

  /**
   * The end of a file.
   *
   * @param problem why it can't be used, or null
   * @param sha256 of the file, or null if it was not hashed
   */
  FileReport(int file, String problem, String sha256) {
    this.file = file;
    this.problem = problem;
    this.sha256 = sha256;
  }

  int file() {
    return file;
  }

  String problem() {
    return problem;
  }

  String sha256() {
    return sha256;
  }
}
