package org.chorale.report.part;

import java.util.List;
import org.chorale.model.diagnosis.TestSummary;
import org.chorale.report.drawing.PValues;
import org.chorale.report.words.Numbers;

/**
 * A test of site effects.
 *
 * @param after null where values were not harmonised
 */
public record TestRow(String title, String aspect, Outcome before, Outcome after) {
  /**
   * What it found.
   *
   * @param percent of the features it finds significant, as a number for a bar's length
   */
  public record Outcome(
      String tested,
      String share,
      String significant,
      String bonferroni,
      String median,
      String percent,
      PValues histogram,
      String firstBin) {}

  /** Of all tests. */
  public static List<TestRow> of(List<TestSummary> tests) {
    return tests.stream().map(TestRow::of).toList();
  }

  private static TestRow of(TestSummary test) {
    TestSummary.Result before = test.results().before();
    TestSummary.Result after = test.results().after();
    return new TestRow(
        test.title(),
        test.aspect().equals("scale") ? "spread" : "level",
        outcome(before, after),
        after == null ? null : outcome(after, before));
  }

  private static Outcome outcome(TestSummary.Result result, TestSummary.Result other) {
    PValues histogram = PValues.of(result.pHistogram(), other == null ? null : other.pHistogram());
    double share = Double.isNaN(result.share()) ? 0 : result.share();
    return new Outcome(
        Numbers.count(result.tested()),
        Numbers.percent(result.share()),
        Numbers.count(result.significant()),
        Numbers.count(result.bonferroni()),
        Numbers.number(result.medianStatistic()),
        Long.toString(Math.round(100 * share)),
        histogram,
        Numbers.percent(histogram.firstShare()));
  }
}
