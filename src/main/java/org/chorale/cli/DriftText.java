package org.chorale.cli;

import java.util.List;
import java.util.Locale;
import org.chorale.job.SiteDrift;
import org.chorale.stats.adjust.Drift;

/** How far values move that the model before gave, and whether that matters. */
final class DriftText {
  private static final int MOST_SITES_SHOWN = 40;

  /** A shift of less moves no conclusion. */
  private static final double SMALL_SHIFT = 0.05;

  private DriftText() {}

  static void print(Terminal terminal, List<SiteDrift> drifts) {
    terminal.line("");
    terminal.line("Values that the model before gave would move, in standard deviations:");
    for (SiteDrift site : drifts.subList(0, Math.min(MOST_SITES_SHOWN, drifts.size()))) {
      Drift drift = site.drift();
      terminal.line(
          String.format(
              Locale.ROOT,
              "  %s  %.4f on average, %.4f at most (%s); scale by a factor of %.3f at most%s",
              site.site(),
              drift.meanShift(),
              drift.largestShift(),
              drift.mostShifted() == null ? "no feature in both" : drift.mostShifted(),
              drift.largestStretch(),
              drift.changedTreatment() == 0
                  ? ""
                  : "; %,d features treated otherwise".formatted(drift.changedTreatment())));
    }
    boolean small =
        drifts.stream()
            .map(SiteDrift::drift)
            .allMatch(
                drift ->
                    drift.largestShift() < SMALL_SHIFT
                        && drift.largestStretch() < 1 + SMALL_SHIFT
                        && drift.changedTreatment() == 0);
    terminal.line(
        small
            ? "  All by less than %s, in location and in scale: values published before can stay."
                .formatted(SMALL_SHIFT)
            : "  Some by more than %s, or treated otherwise: apply the new model to all scans before they are analysed together."
                .formatted(SMALL_SHIFT));
  }
}
