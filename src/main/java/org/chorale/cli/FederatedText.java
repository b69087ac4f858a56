package org.chorale.cli;

import org.apache.spark.api.java.JavaSparkContext;
import org.chorale.job.FederatedFit;
import org.chorale.job.FederatedFitOutcome;
import org.chorale.job.FederatedFitRequest;
import org.chorale.model.Site;

/** {@code chorale fit --moments}: the fit, and its outcome in words. */
final class FederatedText {
  private static final int MOST_SITES_SHOWN = 40;

  private FederatedText() {}

  static int run(JavaSparkContext spark, FederatedFitRequest request, Terminal terminal) {
    try (Progress progress = new Progress(spark.sc(), terminal)) {
      FederatedFitOutcome outcome = new FederatedFit(spark, request).run();
      progress.pause();
      print(outcome, terminal);
    }
    return Main.DONE;
  }

  private static void print(FederatedFitOutcome outcome, Terminal terminal) {
    if (outcome.alreadyComplete()) {
      terminal.line(
          "%s already holds this very run (%s); nothing to do."
              .formatted(outcome.output(), outcome.runId()));
      return;
    }
    outcome.lowered().forEach(warning -> terminal.line("  ! " + warning));
    outcome.solve().warnings().forEach(warning -> terminal.line("  ! " + warning));
    int count = outcome.facts().sites().size();
    terminal.line(
        "Fitted %,d features to the moments of %,d scans of %,d sites."
            .formatted(
                outcome.features(),
                outcome.facts().sites().stream().mapToInt(Site::scans).sum(),
                count));
    for (Site site : outcome.facts().sites().subList(0, Math.min(MOST_SITES_SHOWN, count))) {
      terminal.line("  %s  %,d scans, %s".formatted(site.label(), site.scans(), site.method()));
    }
    if (count > MOST_SITES_SHOWN) {
      terminal.line("  … and %d more in status/sites.csv".formatted(count - MOST_SITES_SHOWN));
    }
    terminal.line("");
    terminal.line("  model, status, run.json in " + outcome.output());
  }
}
