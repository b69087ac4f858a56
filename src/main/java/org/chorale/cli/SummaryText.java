package org.chorale.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chorale.job.HarmonisationOutcome;
import org.chorale.job.HarmonisationPlan;
import org.chorale.job.fit.SiteSummary;
import org.chorale.job.fit.SolveOutcome;
import org.chorale.model.Cohort;
import org.chorale.model.Sequence;
import org.chorale.model.Site;
import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.bayes.SiteTreatment.Effects;
import org.chorale.stats.regression.FeatureStatus;

/** The outcome of a run: the numbers that matter, and where things are. */
final class SummaryText {
  private static final int MOST_SITES_SHOWN = 40;

  private SummaryText() {}

  static void print(Terminal terminal, HarmonisationOutcome outcome) {
    boolean reported = outcome.diagnosis() != null;
    String report = reported ? "report.html, diagnostics, " : "";
    print(terminal, outcome, "Harmonised", report + "harmonised table, model, status, run.json");
  }

  /** Of a fit alone. */
  static void printFit(Terminal terminal, HarmonisationOutcome outcome) {
    print(terminal, outcome, "Fitted the model to", "model, status, run.json");
  }

  /** Of a diagnosis alone. */
  static void printDiagnosis(Terminal terminal, HarmonisationOutcome outcome) {
    print(terminal, outcome, "Diagnosed", "report.html, diagnostics, model, status, run.json");
  }

  private static void print(
      Terminal terminal, HarmonisationOutcome outcome, String done, String what) {
    if (outcome.alreadyComplete()) {
      terminal.line(
          "%s already holds this very run (%s); nothing to do."
              .formatted(outcome.output(), outcome.runId()));
      return;
    }
    outcome.solves().stream()
        .flatMap(solve -> solve.warnings().stream())
        .forEach(warning -> terminal.line("  ! " + warning));
    Cohort cohort = outcome.plan().study().cohort();
    terminal.line("");
    terminal.line(
        "%s %,d scans of %,d sites, %,d features."
            .formatted(
                done, cohort.size(), cohort.sites().size(), outcome.plan().features().count()));
    exceptions(outcome).forEach(line -> terminal.line("  " + line));
    if (outcome.outside() != null) {
      boolean inside = outcome.plan().study().specification().domains().transforms();
      terminal.line("  " + DomainText.of(outcome.outside(), inside));
    }
    for (int k = 0; k < outcome.solves().size(); k++) {
      terminal.line("");
      siteTable(terminal, outcome, k);
    }
    if (outcome.diagnosis() != null) {
      terminal.line("");
      DiagnosisText.of(outcome.diagnosis()).forEach(line -> terminal.line("  " + line));
    }
    terminal.line("");
    terminal.line("  %s in %s".formatted(what, outcome.output()));
    List<String> phases = new ArrayList<>();
    outcome.seconds().forEach((phase, s) -> phases.add(number("%s %.1f s", phase, s)));
    terminal.line("  " + String.join(", ", phases));
  }

  /** Whatever is not plainly harmonised. */
  private static List<String> exceptions(HarmonisationOutcome outcome) {
    List<String> lines = new ArrayList<>();
    for (int k = 0; k < outcome.solves().size(); k++) {
      List<SiteSummary> sites = outcome.solves().get(k).summaries();
      String of = outcome.solves().size() == 1 ? "" : outcome.plan().sequence().label(k) + ": ";
      for (FeatureStatus status : FeatureStatus.values()) {
        long pairs = sites.stream().mapToLong(site -> site.count(status)).sum();
        if (pairs == 0 || status == FeatureStatus.AS_SITE) {
          continue;
        }
        lines.add(
            of
                + (status.isPassedThrough()
                    ? "%,d features passed through: %s"
                        .formatted(pairs / sites.size(), status.reasonCode())
                    : "%,d (feature, site) pairs: %s".formatted(pairs, status.reasonCode())));
      }
    }
    int leftOut = outcome.plan().study().cohort().leftOut().size();
    if (leftOut > 0) {
      lines.add(counted(leftOut, "scan") + " left out");
    }
    if (!lines.isEmpty()) {
      lines.add("Each is listed in status/.");
    }
    return lines;
  }

  private static void siteTable(Terminal terminal, HarmonisationOutcome outcome, int fit) {
    Sequence sequence = outcome.plan().sequence();
    SolveOutcome solve = outcome.solves().get(fit);
    List<Site> sites = sequence.facts(fit).sites();
    if (sequence.hasFolds()) {
      terminal.line("  without " + sequence.label(fit) + ":");
    }
    String head = String.join("+", sequence.facts(fit).specification().siteColumns());
    int width =
        Math.max(
            head.length(), sites.stream().mapToInt(site -> site.label().length()).max().orElse(0));
    String row = "  %-" + Math.min(width, 40) + "s %7s  %-14s %9s  %s";
    terminal.line(row.formatted(head, "scans", "method", "mean |γ*|", "δ* range"));
    for (int i = 0; i < Math.min(sites.size(), MOST_SITES_SHOWN); i++) {
      Site site = sites.get(i);
      SiteSummary summary = solve.summaries().get(i);
      boolean none = summary.adjusted() == 0 || site.effects() == Effects.NONE;
      boolean scale = !none && site.effects() == Effects.LOCATION_AND_SCALE;
      terminal.line(
          row.formatted(
              site.label(),
              "%,d".formatted(site.scans()),
              site.method(),
              none ? "–" : number("%.3f", summary.meanAbsoluteLocation()),
              scale
                  ? number("%.2f – %.2f", summary.smallestScale(), summary.largestScale())
                  : "–"));
    }
    errorBound(terminal, solve);
    if (sites.size() > MOST_SITES_SHOWN) {
      terminal.line(
          "  … and %d more in status/sites.csv".formatted(sites.size() - MOST_SITES_SHOWN));
    }
  }

  /** Of priors with more draws than are summed one by one. */
  private static void errorBound(Terminal terminal, SolveOutcome solve) {
    if (solve.treatments().stream().anyMatch(SiteTreatment::isAccelerated)) {
      terminal.line(
          number(
              "  non-parametric prior accelerated: harmonised values within %.1g standard deviations of exact",
              solve.summaries().stream().mapToDouble(SiteSummary::errorBound).max().orElse(0)));
    }
  }

  private static String counted(long count, String noun) {
    return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
  }

  private static String number(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A plan for machines. */
  static String json(HarmonisationPlan plan) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("dry_run", true);
    counts(root, plan);
    plan.warnings().forEach(root.putArray("warnings")::add);
    return root.toString();
  }

  /** An outcome for machines. */
  static String json(HarmonisationOutcome outcome) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("run", outcome.runId());
    root.put("output", outcome.output());
    root.put("already_complete", outcome.alreadyComplete());
    if (!outcome.alreadyComplete()) {
      counts(root, outcome.plan());
      SiteSummary.countsByReason(outcome.solves().get(0).summaries())
          .forEach(root.putObject("feature_site_pairs")::put);
      if (outcome.outside() != null) {
        outcome.outside().describe(root.putObject("domains"));
      }
      outcome.seconds().forEach(root.putObject("seconds")::put);
    }
    return root.toString();
  }

  private static void counts(ObjectNode root, HarmonisationPlan plan) {
    Cohort cohort = plan.study().cohort();
    root.put("scans", cohort.size());
    root.put("scans_left_out", cohort.leftOut().size());
    root.put("sites", cohort.sites().size());
    root.put("features", plan.features().count());
  }
}
