package org.chorale.cli;

import org.chorale.job.matrix.ImportOutcome;

/** An import's outcome for people. */
final class ImportText {
  private ImportText() {}

  static void print(Terminal terminal, ImportOutcome outcome) {
    if (outcome.alreadyComplete()) {
      terminal.line(
          "%s holds this very import already (run %s): nothing to do."
              .formatted(outcome.output(), outcome.runId()));
      return;
    }
    terminal.line(
        "Imported %,d scans of %,d %s, %,d features, into %s (%,d %s)."
            .formatted(
                outcome.scans(),
                outcome.sites(),
                outcome.sites() == 1 ? "site" : "sites",
                outcome.features(),
                outcome.output(),
                outcome.files(),
                outcome.files() == 1 ? "file" : "files"));
    outcome.notes().forEach(note -> terminal.line("  ! " + note));
  }
}
