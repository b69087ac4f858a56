package org.chorale.cli;

import org.chorale.model.LeftOutLimit;
import picocli.CommandLine.Option;

/** How many scans may be set aside before the run fails. */
final class QuarantineOption {
  @Option(
      names = "--max-quarantined",
      paramLabel = "N|P%",
      description = {
        "Fail if more scans than this would be left out and listed in status/scans, before anything"
            + " is written."
      })
  private String limit;

  LeftOutLimit limit() {
    return limit == null ? LeftOutLimit.NONE : LeftOutLimit.parse(limit);
  }
}
