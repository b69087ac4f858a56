package org.chorale.report.words;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chorale.model.diagnosis.CovariateDiagnosis;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.RunSummary;
import org.chorale.model.diagnosis.SiteClassifier;
import org.chorale.model.diagnosis.TestSummary;

/**
 * What a paper's methods section says of the run.
 *
 * @param text one paragraph
 * @param references what it cites, in the order of years of the method, then of the tests
 */
public record MethodsParagraph(String text, List<String> references) {
  /** Of what was done and found. */
  public static MethodsParagraph of(Diagnosis diagnosis) {
    boolean here = diagnosis.hasAfter() && !isElsewhere(diagnosis.run());
    List<Reference> method = here ? Citations.ofMethod(diagnosis.run()) : List.of();
    List<String> sentences = new ArrayList<>();
    sentences.add(data(diagnosis));
    if (diagnosis.hasAfter()) {
      sentences.add(
          here
              ? harmonisation(diagnosis.run(), method)
              : "They had been harmonised by another program (name it, and how it was used).");
    }
    sentences.addAll(tests(diagnosis));
    diagnosis
        .classifiers()
        .forEach(one -> sentences.add(classifier(one, diagnosis.run().subjects())));
    sentences.addAll(covariates(diagnosis));
    return new MethodsParagraph(
        String.join(" ", sentences),
        Stream.concat(method.stream(), Citations.ofTests(diagnosis).stream())
            .map(r -> r.full)
            .toList());
  }

  /** The same as plain text, references below. */
  public String plain() {
    return references.isEmpty() ? text : text + "\n\nReferences\n" + String.join("\n", references);
  }

  private static String data(Diagnosis diagnosis) {
    RunSummary run = diagnosis.run();
    String people = run.subjects() > 0 ? " of " + Numbers.count(run.subjects(), "person") : "";
    String leftOut =
        run.scansLeftOut() > 0
            ? "; %s left out".formatted(were(run.scansLeftOut(), "further scan"))
            : "";
    return "The data were %s%s from %s with %s %s each%s."
        .formatted(
            Numbers.count(run.scans(), "scan"),
            people.replace("persons", "people"),
            Numbers.count(diagnosis.sites().size(), "site"),
            Numbers.count(run.features()),
            run.featureNoun(),
            leftOut);
  }

  private static String were(long count, String noun) {
    return Numbers.count(count, noun) + (count == 1 ? " was" : " were");
  }

  private static boolean isElsewhere(RunSummary run) {
    return run.options().containsKey(RunSummary.HARMONISED_ELSEWHERE);
  }

  private static String harmonisation(RunSummary run, List<Reference> method) {
    String kept =
        run.covariates().isEmpty()
            ? "no covariate was preserved"
            : "preserving " + list(run.covariates());
    String cited = method.isEmpty() ? "" : " (" + Citations.inText(method) + ")";
    return "Differences between sites (%s) were removed with %s, method: %s%s, %s."
        .formatted(
            String.join(" and ", run.siteColumns()), run.program(), run.method(), cited, kept);
  }

  private static List<String> tests(Diagnosis diagnosis) {
    if (diagnosis.tests().isEmpty()) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Site effects were tested for each of the %s by %s, at a false discovery rate of 5 %% (%s)."
            .formatted(
                diagnosis.run().featureNoun(),
                list(diagnosis.tests().stream().map(t -> t.title()).toList()),
                Citations.inText(Citations.ofTests(diagnosis))));
    sentences.add(
        "Significant were: "
            + diagnosis.tests().stream()
                .map(MethodsParagraph::result)
                .collect(Collectors.joining("; "))
            + ".");
    return sentences;
  }

  private static String result(TestSummary test) {
    String before = Numbers.percent(test.results().before().share());
    TestSummary.Result after = test.results().after();
    return after == null
        ? "%s %s".formatted(test.title(), before)
        : "%s %s before and %s after"
            .formatted(test.title(), before, Numbers.percent(after.share()));
  }

  private static String classifier(SiteClassifier classifier, long subjects) {
    SiteClassifier.Accuracy after = classifier.accuracy().after();
    String values = classifier.projected() ? "random projections" : "values";
    return "From %s %s per scan, site was recognised by a classifier (%s) with a balanced accuracy of %s%s (%d-fold cross-validation%s; chance %s)."
        .formatted(
            Numbers.count(classifier.width()),
            values,
            classifier.title(),
            Numbers.percent(classifier.accuracy().before().balanced()),
            after == null ? "" : " before and " + Numbers.percent(after.balanced()) + " after",
            classifier.folds(),
            subjects > 0 ? " by subject" : "",
            Numbers.percent(classifier.chance()));
  }

  private static List<String> covariates(Diagnosis diagnosis) {
    List<String> effects = diagnosis.covariates().stream().map(MethodsParagraph::effect).toList();
    return effects.isEmpty()
        ? List.of()
        : List.of(
            "Mean |t| of covariates over %s: %s."
                .formatted(diagnosis.run().featureNoun(), String.join("; ", effects)));
  }

  private static String effect(CovariateDiagnosis covariate) {
    CovariateDiagnosis.Effect after = covariate.effects().after();
    String before = Numbers.number(covariate.effects().before().meanAbsT());
    return covariate.column()
        + " "
        + (after == null
            ? before
            : "%s before and %s after".formatted(before, Numbers.number(after.meanAbsT())));
  }

  private static String list(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
