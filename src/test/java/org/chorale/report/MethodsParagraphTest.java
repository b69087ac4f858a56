package org.chorale.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.RunSummary;
import org.chorale.report.words.MethodsParagraph;
import org.junit.jupiter.api.Test;

class MethodsParagraphTest {
  @Test
  void saysWhatWasDoneWithTheNumbersOfTheRun() {
    MethodsParagraph paragraph = MethodsParagraph.of(SampleDiagnosis.small());
    assertThat(paragraph.text())
        .startsWith(
            "The data were 1\u202f078\u00a0scans of 960\u00a0people from 8\u00a0sites with 62 features each; 3\u00a0further scans were left out.")
        .contains(
            "Differences between sites (site) were removed with chorale 0.1.0, method: ComBat, location and scale, parametric empirical Bayes (Johnson and others 2007; Fortin and others 2017; Fortin and others 2018), preserving age (linear), sex and diagnosis.",
            "ANOVA 87\u00a0% before and 0\u00a0% after");
    assertThat(paragraph.references().subList(0, 3))
        .extracting(reference -> reference.substring(0, 9))
        .containsExactly("Johnson W", "Fortin JP", "Fortin JP");
    assertThat(paragraph.plain()).contains("\n\nReferences\nJohnson");
  }

  @Test
  void citesOtherMethodsByTheirWords() {
    assertThat(cited("ComBat-GAM, parametric empirical Bayes", Map.of()))
        .contains("Pomponio R", "Wood SN", "Johnson WE");
    assertThat(cited("ComBat", Map.of("robust", "true", "reference-site", "A")))
        .contains("Hu F", "Stein CK");
    assertThat(cited("ComBat", Map.of("robust", "false", "reference-site", "")))
        .doesNotContain("Hu F", "Stein CK");
    assertThat(cited("residualise", Map.of())).contains("Ritchie ME").doesNotContain("Johnson WE");
    assertThat(cited("z-score", Map.of("method", "z-score-reference", "reference-site", "A")))
        .doesNotContain("Johnson WE", "Stein CK");
  }

  @Test
  void withoutAnAfterNoMethodIsCited() {
    assertThat(MethodsParagraph.of(SampleDiagnosis.beforeOnly()).plain())
        .doesNotContain("Johnson", "removed");
  }

  private static String cited(String method, Map<String, String> options) {
    Diagnosis d = SampleDiagnosis.bare();
    RunSummary run = d.run();
    RunSummary other =
        new RunSummary(
            run.id(),
            run.program(),
            run.inputs(),
            method,
            run.siteColumns(),
            List.of("age"),
            options,
            run.scans(),
            0,
            0,
            run.features(),
            "features",
            List.of(),
            Map.of(),
            List.of());
    return MethodsParagraph.of(
            new Diagnosis(
                other,
                d.sites(),
                List.of(),
                List.of(),
                d.tests(),
                List.of(),
                d.residuals(),
                null,
                null,
                null,
                List.of(),
                null,
                null,
                List.of(),
                List.of()))
        .plain();
  }
}
