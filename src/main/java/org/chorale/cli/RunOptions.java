package org.chorale.cli;

import org.chorale.io.publish.Overwrite;
import org.chorale.model.InvalidInputException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How runs share the place of the output. */
final class RunOptions {
  @Mixin private OverwriteOptions overwrite;

  @Option(
      names = "--lake",
      description =
          "Keep every run: --output holds runs/<run id>/ and current.json, which names the last one.")
  private boolean lake;

  Overwrite choice() {
    if (lake && overwrite.choice() != Overwrite.NEVER) {
      throw new InvalidInputException(
          "--lake keeps every run and replaces none: leave out --overwrite and --refresh");
    }
    return lake ? Overwrite.LAKE : overwrite.choice();
  }
}
