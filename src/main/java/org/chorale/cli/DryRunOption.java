package org.chorale.cli;

import picocli.CommandLine.Option;

/** Whether the plan is all that is wanted. */
final class DryRunOption {
  @Option(
      names = "--dry-run",
      arity = "0..1",
      fallbackValue = "scans",
      paramLabel = "full",
      description =
          "Check and print the plan from scan table and headers only; 'full' reads all values.")
  private Extent extent;

  /** How far a dry run goes. */
  enum Extent {
    /** Scan table and headers. */
    SCANS,
    /** All values too. */
    FULL
  }

  boolean isGiven() {
    return extent != null;
  }

  boolean isFull() {
    return extent == Extent.FULL;
  }
}
