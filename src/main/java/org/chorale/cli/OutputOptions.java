package org.chorale.cli;

import picocli.CommandLine.Option;

/** Where the result goes: options of all imports and exports. */
final class OutputOptions {
  @Option(names = "--output", required = true, paramLabel = "DIR", description = "New directory.")
  private String directory;

  @Option(
      names = "--overwrite",
      description = "Make it again, and replace what is at --output once that is done.")
  private boolean overwrite;

  String directory() {
    return directory;
  }

  boolean overwrite() {
    return overwrite;
  }
}
