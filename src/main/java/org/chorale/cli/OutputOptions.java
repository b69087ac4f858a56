package org.chorale.cli;

import org.chorale.io.publish.Overwrite;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the result goes: options of all imports and exports. */
final class OutputOptions {
  @Option(names = "--output", required = true, paramLabel = "DIR", description = "New directory.")
  private String directory;

  @Mixin private OverwriteOptions overwrite;

  String directory() {
    return directory;
  }

  Overwrite overwrite() {
    return overwrite.choice();
  }
}
