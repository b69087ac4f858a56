package org.chorale.report.part;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.SiteDiagnosis;
import org.chorale.model.diagnosis.SiteDiagnosis.PriorPlot;
import org.chorale.report.drawing.Density;
import org.chorale.report.words.Names;

/**
 * Raw estimates of every site against the prior that was fitted to them.
 *
 * @param shown panels in view: all of a few sites, else first of all those that do not fit; in the
 *     order of sites
 * @param folded the other panels
 * @param misfits how many sites have a prior that does not fit, in words; null if none has
 * @param names of theirs
 * @param parametric whether the prior that does not fit was used
 */
public record PriorPart(
    List<Panel> shown, List<Panel> folded, String misfits, String names, boolean parametric) {
  private static final int FEW = 12;

  /** A site's shifts and scales; each may be null. */
  public record Panel(String site, Density gamma, Density delta, boolean fits) {}

  /** Of all sites with priors; null if there is none. */
  public static PriorPart of(Diagnosis diagnosis) {
    List<Panel> panels =
        diagnosis.sites().stream()
            .filter(site -> site.gamma() != null || site.delta() != null)
            .map(PriorPart::panel)
            .toList();
    if (panels.isEmpty()) {
      return null;
    }
    List<String> misfits = panels.stream().filter(panel -> !panel.fits()).map(Panel::site).toList();
    Set<Panel> inView =
        Stream.concat(
                panels.stream().filter(panel -> !panel.fits()), panels.stream().filter(Panel::fits))
            .limit(FEW)
            .collect(Collectors.toSet());
    return new PriorPart(
        panels.stream().filter(inView::contains).toList(),
        panels.stream().filter(panel -> !inView.contains(panel)).toList(),
        misfits.isEmpty()
            ? null
            : "%d of %d sites %s a prior that does not fit"
                .formatted(misfits.size(), panels.size(), misfits.size() == 1 ? "has" : "have"),
        Names.some(misfits, FEW),
        !diagnosis.run().options().getOrDefault("prior", "parametric").equals("nonparametric"));
  }

  private static Panel panel(SiteDiagnosis site) {
    return new Panel(
        site.label(),
        site.gamma() == null ? null : Density.of(site.gamma(), 0),
        site.delta() == null ? null : Density.of(site.delta(), 1),
        fits(site.gamma()) && fits(site.delta()));
  }

  private static boolean fits(PriorPlot plot) {
    return plot == null || plot.fits();
  }
}
