package org.chorale.report.part;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.RunSummary;
import org.chorale.report.words.Names;
import org.chorale.report.words.Numbers;

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
        run.id(),
        run.program(),
        run.method(),
        run.featureNoun(),
        facts(diagnosis).toList(),
        run.options().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(o -> new Fact(o.getKey(), value(o.getValue())))
            .toList(),
        run.warnings(),
        diagnosis.notes());
  }

  private static String value(String option) {
    return option == null || option.isEmpty() ? Numbers.NONE : option;
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
                    + String.join(" and ", run.siteColumns())),
            new Fact("Features", features(run)),
            new Fact("Method", run.method()),
            new Fact(
                "Covariates kept",
                run.covariates().isEmpty() ? "none" : String.join(", ", run.covariates())),
            new Fact("Input", Names.some(run.inputs(), NAMED)))
        .filter(fact -> !fact.value().isEmpty());
  }

  private static String leftOut(long scans) {
    return scans == 0 ? "" : " (%s more left out)".formatted(Numbers.count(scans));
  }

  private static String features(RunSummary run) {
    String count = Numbers.count(run.features()) + " " + run.featureNoun();
    if (run.firstFeatures().isEmpty()) {
      return count;
    }
    String dots = run.firstFeatures().size() < run.features() ? " …" : "";
    return count + ": " + String.join(", ", run.firstFeatures()) + dots;
  }
}
