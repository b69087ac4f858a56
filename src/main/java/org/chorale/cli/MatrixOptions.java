package org.chorale.cli;

import org.chorale.io.matrix.Element;
import org.chorale.job.matrix.MatrixSettings;
import picocli.CommandLine.Option;

/** How a new feature matrix is laid out: options that all imports share. */
final class MatrixOptions {
  @Option(
      names = "--block-size",
      paramLabel = "N",
      defaultValue = "0",
      description = "Features of a block (4096, fewer where sites are many).")
  private int blockSize;

  @Option(
      names = "--file-size",
      paramLabel = "MIB",
      defaultValue = "128",
      description = "Size of a file, about, in MiB (${DEFAULT-VALUE}).")
  private long fileSize;

  MatrixSettings settings(Element element) {
    return new MatrixSettings(element, blockSize, fileSize << 20);
  }
}
