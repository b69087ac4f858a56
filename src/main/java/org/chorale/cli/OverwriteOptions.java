package org.chorale.cli;

import org.chorale.io.publish.Overwrite;
import picocli.CommandLine.Option;

/** What becomes of an output that is there already. */
final class OverwriteOptions {
  @Option(
      names = "--overwrite",
      description = "Replace what is at --output, also what the same run made.")
  private boolean always;

  @Option(
      names = "--refresh",
      description = "Replace what is at --output if inputs or options have changed.")
  private boolean ifChanged;

  Overwrite choice() {
    return always ? Overwrite.ALWAYS : ifChanged ? Overwrite.IF_CHANGED : Overwrite.NEVER;
  }
}
