package org.chorale.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chorale.model.diagnosis.BeforeAfter;
import org.chorale.model.diagnosis.CovariateDiagnosis;
import org.chorale.model.diagnosis.CovariateDiagnosis.Effect;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.SiteClassifier;
import org.chorale.model.diagnosis.SiteClassifier.Accuracy;
import org.chorale.model.diagnosis.TestSummary;
import org.chorale.model.diagnosis.TestSummary.Result;
import org.chorale.report.verdict.Tone;
import org.chorale.report.verdict.Verdict;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void aSiteEffectThatIsGone() {
    Verdict verdict = site(test("anova", "location", 870, 0), test("levene", "scale", 430, 20));
    assertThat(verdict.tone()).isEqualTo(Tone.GOOD);
    assertThat(verdict.word()).isEqualTo("No longer");
    assertThat(verdict.sentence())
        .isEqualTo(
            "Site shifts the level of 87\u00a0% of features before and of 0\u00a0% after (ANOVA), and changes the spread of 43\u00a0% of features before and of 2\u00a0% after (Levene’s test), at a false discovery rate of 5\u00a0%.");
  }

  @Test
  void aSpreadThatStillDiffersIsNotHiddenByALevelThatDoesNot() {
    Verdict some = site(test("anova", "location", 870, 0), test("levene", "scale", 430, 200));
    assertThat(some.tone()).isEqualTo(Tone.MIXED);
    assertThat(some.word()).isEqualTo("In some, still");
    Verdict most = site(test("anova", "location", 870, 0), test("levene", "scale", 430, 400));
    assertThat(most.tone()).isEqualTo(Tone.BAD);
    assertThat(most.word()).isEqualTo("Yes, still");
  }

  @Test
  void anEffectThatGrewAndOneThatNeverWas() {
    assertThat(site(test("anova", "location", 50, 90)))
        .extracting(Verdict::tone, Verdict::word)
        .containsExactly(Tone.BAD, "More than before");
    assertThat(site(test("anova", "location", 10, 0)).word()).isEqualTo("Hardly, before and after");
  }

  @Test
  void withoutAnAfterTheSiteVerdictSaysSo() {
    Result before = result(800);
    Verdict verdict =
        site(new TestSummary("anova", "anova", "location", new BeforeAfter<>(before, null)));
    assertThat(verdict.after()).isNull();
    assertThat(verdict.word()).isEqualTo("Yes, not harmonised");
    assertThat(verdict.sentence()).endsWith("The values have not been harmonised.");
    assertThat(site().word()).isEqualTo("Not tested");
  }

  @Test
  void theClassifierThatDoesBestAfterSpeaks() {
    Verdict verdict = classifier(accuracy("weak", .9, .12, .15), accuracy("strong", .8, .5, .15));
    assertThat(verdict.tone()).isEqualTo(Tone.BAD);
    assertThat(verdict.word()).isEqualTo("Yes, still");
    assertThat(verdict.sentence())
        .contains("(strong)", "80\u00a0% before and 50\u00a0% after", "stay below 15\u00a0%");
  }

  @Test
  void aClassifierIsHeldAgainstItsPermutations() {
    assertThat(classifier(accuracy("c", .9, .15, .15)).tone()).isEqualTo(Tone.GOOD);
    assertThat(classifier(accuracy("c", .9, .2, .15)))
        .extracting(Verdict::tone, Verdict::word)
        .containsExactly(Tone.MIXED, "A little, still");
    assertThat(classifier(accuracy("c", .9, .14, Double.NaN)).tone()).isEqualTo(Tone.MIXED);
    assertThat(classifier().word()).isEqualTo("Not tried");
  }

  @Test
  void aCovariateThatFallsIsNamedFirst() {
    Verdict verdict = covariates(effect("age", 6, 6.2), effect("sex", 3, 2));
    assertThat(verdict.tone()).isEqualTo(Tone.BAD);
    assertThat(verdict.measure()).startsWith("mean |t| of sex");
    assertThat(verdict.sentence())
        .startsWith("1 of 2 covariate columns lost more than 5\u00a0%")
        .contains("sex 3.00 before and 2.00 after; age 6.00 before and 6.20 after");
    assertThat(covariates(effect("age", 6, 5.5)).tone()).isEqualTo(Tone.MIXED);
    assertThat(covariates(effect("age", 6, 5.9)).tone()).isEqualTo(Tone.GOOD);
  }

  @Test
  void whatHadNoEffectHasNoneToLose() {
    Verdict verdict = covariates(effect("noise", .9, .4), effect("age", 6, 6));
    assertThat(verdict.tone()).isEqualTo(Tone.GOOD);
    assertThat(covariates(effect("noise", .9, .4)).word()).isEqualTo("Nothing to lose");
    assertThat(covariates().word()).isEqualTo("None was named");
  }

  private static Verdict site(TestSummary... tests) {
    return Verdict.of(diagnosis(List.of(tests), List.of(), List.of())).get(0);
  }

  private static Verdict classifier(SiteClassifier... classifiers) {
    return Verdict.of(diagnosis(List.of(), List.of(classifiers), List.of())).get(1);
  }

  private static Verdict covariates(CovariateDiagnosis... covariates) {
    return Verdict.of(diagnosis(List.of(), List.of(), List.of(covariates))).get(2);
  }

  private static Diagnosis diagnosis(
      List<TestSummary> tests,
      List<SiteClassifier> classifiers,
      List<CovariateDiagnosis> covariates) {
    Diagnosis d = SampleDiagnosis.bare();
    return new Diagnosis(
        d.run(),
        d.sites(),
        covariates,
        List.of(),
        tests,
        List.of(),
        List.of(),
        null,
        null,
        null,
        classifiers,
        null,
        null,
        List.of(),
        List.of());
  }

  private static TestSummary test(String name, String aspect, long before, long after) {
    return new TestSummary(name, name, aspect, new BeforeAfter<>(result(before), result(after)));
  }

  /** Of a thousand features. */
  private static Result result(long significant) {
    return new Result(1000, significant, 0, 1, List.of(significant, 1000 - significant));
  }

  private static SiteClassifier accuracy(
      String title, double before, double after, double nullUpper) {
    return new SiteClassifier(
        title,
        title,
        5,
        8,
        62,
        false,
        .125,
        new BeforeAfter<>(
            new Accuracy(before, nullUpper, .001), new Accuracy(after, nullUpper, .5)));
  }

  private static CovariateDiagnosis effect(String column, double before, double after) {
    return new CovariateDiagnosis(
        column,
        column,
        .1,
        new BeforeAfter<>(new Effect(before, before, .5, 1), new Effect(after, after, .5, 1)),
        1,
        1,
        List.of());
  }
}
