package org.chorale.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.chorale.io.modeldir.LargestEffects;
import org.chorale.model.Coding;
import org.chorale.model.Compat;
import org.chorale.model.Method;
import org.chorale.model.Model;
import org.chorale.model.SmoothCoding;
import org.chorale.model.Specification;
import org.chorale.model.Word;

/** What a model is, in words: what it was fitted on, how, and its largest effects. */
final class ModelOverview {
  private static final int MOST_INPUTS = 20;

  private final Terminal terminal;
  private final Model facts;

  ModelOverview(Terminal terminal, Model facts) {
    this.terminal = terminal;
    this.facts = facts;
  }

  /** Size, covariates, method. */
  void print() {
    Specification specification = facts.specification();
    long scans = facts.sites().stream().mapToLong(site -> site.scans().n()).sum();
    terminal.line(
        "Model of %,d scans, %,d sites (%s), %,d features"
            .formatted(
                scans,
                facts.sites().size(),
                String.join(" + ", specification.siteColumns()),
                facts.featureCount()));
    List<String> words = new ArrayList<>(facts.design().columns());
    if (specification.method() != Method.COMBAT) {
      terminal.line("  method " + Word.of(specification.method()));
    }
    if (specification.compat() != Compat.NONE) {
      terminal.line("  as " + Word.of(specification.compat()));
    }
    if (!specification.domains().isEmpty()) {
      terminal.line("  domains: " + DomainText.of(specification.domains()));
    }
    terminal.line("  preserved: " + (words.isEmpty() ? "nothing" : String.join(", ", words)));
    terminal.line(
        "  prior %s%s%s%s%s"
            .formatted(
                Word.of(specification.prior()),
                specification.prior() == Specification.Prior.NONPARAMETRIC
                    ? ""
                    : ", stop " + Word.of(specification.stopRule()),
                specification.robust() ? ", robust" : "",
                specification.meanOnly() ? ", mean-only" : "",
                specification.referenceSite() == null
                    ? ""
                    : ", reference site '" + specification.referenceSite() + "'"));
  }

  /**
   * Where it comes from.
   *
   * @param origin {@code model.json}
   * @param run record of the run that made it; missing if it doesn't lie there
   */
  void printOrigin(JsonNode origin, JsonNode run) {
    terminal.line(
        "  run %s%s, written by version %s, format %s"
            .formatted(
                facts.run() == null ? "not named" : facts.run(),
                facts.parent() == null ? "" : ", continues the model of run " + facts.parent(),
                origin.path("written_by").asText("?"),
                origin.path("version").asText("?")));
    JsonNode inputs = run.path("inputs");
    for (int k = 0; k < Math.min(MOST_INPUTS, inputs.size()); k++) {
      JsonNode input = inputs.get(k);
      terminal.line(
          "  fitted on %s%s"
              .formatted(
                  input.path("path").asText(),
                  input.has("bytes")
                      ? String.format(Locale.ROOT, " (%,d bytes)", input.get("bytes").asLong())
                      : ""));
    }
    if (inputs.size() > MOST_INPUTS) {
      terminal.line("  … and %,d more inputs in run.json".formatted(inputs.size() - MOST_INPUTS));
    }
  }

  /** Ranges and centres, or levels. */
  void printCovariates() {
    if (facts.design().codings().isEmpty()) {
      return;
    }
    AlignedRows rows = new AlignedRows();
    rows.header(List.of("covariate", "kind", "least", "most", "centre", "levels"));
    for (Coding coding : facts.design().codings()) {
      rows.row(row(coding));
    }
    terminal.line("");
    terminal.line("Covariates");
    rows.print(terminal);
  }

  private static List<Object> row(Coding coding) {
    if (coding instanceof Coding.Continuous linear) {
      return Arrays.asList(
          linear.name(), "continuous", linear.least(), linear.most(), linear.centre(), null);
    }
    if (coding instanceof SmoothCoding smooth) {
      return Arrays.asList(
          smooth.name(),
          "smooth, " + Word.of(smooth.basis().kind()),
          smooth.least(),
          smooth.most(),
          null,
          null);
    }
    List<String> levels = ((Coding.Categorical) coding).levels();
    return Arrays.asList(
        coding.name(), "categorical", null, null, null, "baseline " + String.join(", ", levels));
  }

  /** The largest site effects. */
  void print(LargestEffects largest) {
    print("Largest shifts", largest.shifts());
    print("Largest scales", largest.largestScales());
    print("Smallest scales", largest.smallestScales());
  }

  private void print(String title, List<LargestEffects.Effect> effects) {
    if (effects.isEmpty()) {
      return;
    }
    AlignedRows rows = new AlignedRows();
    rows.header(List.of("site", "feature", "gamma_star", "delta_star"));
    effects.forEach(
        effect ->
            rows.row(
                List.of(effect.site(), effect.feature(), effect.gammaStar(), effect.deltaStar())));
    terminal.line("");
    terminal.line(title);
    rows.print(terminal);
  }
}
