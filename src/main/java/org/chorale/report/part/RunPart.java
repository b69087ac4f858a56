package org.chorale.report.part;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.RunSummary;
import org.chorale.report.words.Numbers;
import org.chorale.report.words.VisibleText;

/** What was run on what. */
public record RunPart(
    String id,
    String program,
    String method,
    String noun,
    List<Fact> facts,
    List<Fact> options,
    List<String> warnings,
    List<String> notes) {
  private static final int NAMED = 12;

  /** A name and a value. */
  public record Fact(String name, String value) {}

  /** Of a diagnosis. */
  public static RunPart of(Diagnosis diagnosis) {
    RunSummary run = diagnosis.run();
    return new RunPart(
        VisibleText.of(run.id()),
        VisibleText.of(run.program()),
        VisibleText.of(run.method()),
        VisibleText.of(run.featureNoun()),
        facts(diagnosis).toList(),
        run.options().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(o -> new Fact(VisibleText.of(o.getKey()), value(o.getValue())))
            .toList(),
        VisibleText.of(run.warnings()),
        VisibleText.of(diagnosis.notes()));
  }

  private static String value(String option) {
    return option == null || option.isEmpty() ? Numbers.NONE : VisibleText.of(option);
  }

  private static Stream<Fact> facts(Diagnosis diagnosis) {
    RunSummary run = diagnosis.run();
    return Stream.of(
            new Fact("Scans", Numbers.count(run.scans()) + leftOut(run.scansLeftOut())),
            new Fact("People", run.subjects() == 0 ? "" : Numbers.count(run.subjects())),
            new Fact(
                "Sites",
                Numbers.count(diagnosis.sites().size())
                    + ", by "
                    + String.join(" and ", VisibleText.of(run.siteColumns()))),
            new Fact("Features", features(run)),
            new Fact("Method", VisibleText.of(run.method())),
            new Fact(
                "Covariates kept",
                run.covariates().isEmpty()
                    ? "none"
                    : String.join(", ", VisibleText.of(run.covariates()))),
            new Fact("Input", VisibleText.some(run.inputs(), NAMED)))
        .filter(fact -> !fact.value().isEmpty());
  }

  private static String leftOut(long scans) {
    return scans == 0 ? "" : " (%s more left out)".formatted(Numbers.count(scans));
  }

  private static String features(RunSummary run) {
    String count = Numbers.count(run.features()) + " " + VisibleText.of(run.featureNoun());
    if (run.firstFeatures().isEmpty()) {
      return count;
    }
    String dots = run.firstFeatures().size() < run.features() ? " …" : "";
    return count + ": " + String.join(", ", VisibleText.of(run.firstFeatures())) + dots;
  }
}
