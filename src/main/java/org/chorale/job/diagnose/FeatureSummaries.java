package org.chorale.job.diagnose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.chorale.model.Word;
import org.chorale.model.diagnosis.BeforeAfter;
import org.chorale.model.diagnosis.EffectSize;
import org.chorale.model.diagnosis.Quantiles;
import org.chorale.model.diagnosis.TestSummary;
import org.chorale.stats.diagnosis.Measure;
import org.chorale.stats.diagnosis.SiteTest;
import org.chorale.stats.diagnosis.Sorted;

/** What the table of features says as a whole. Reads a column at a time. */
final class FeatureSummaries {
  /** What is called significant. */
  static final double LEVEL = 0.05;

  private static final int BINS = 20;

  private final FeatureColumns columns;
  private final List<String> states;

  FeatureSummaries(FeatureColumns columns, List<String> states) {
    this.columns = columns;
    this.states = states;
  }

  List<TestSummary> tests() throws IOException {
    List<TestSummary> tests = new ArrayList<>();
    for (SiteTest test : SiteTest.values()) {
      tests.add(
          new TestSummary(
              Word.of(test), test.title(), Word.of(test.aspect()), each(state -> of(test, state))));
    }
    return tests;
  }

  private TestSummary.Result of(SiteTest test, String state) throws IOException {
    Sorted p = sorted(test.p(), state);
    long[] histogram = new long[BINS];
    for (double value : p.values()) {
      histogram[Math.min(BINS - 1, (int) (value * BINS))]++;
    }
    return new TestSummary.Result(
        p.count(),
        p.discoveries(LEVEL),
        p.countUpTo(LEVEL / Math.max(1, p.count())),
        sorted(test.statistic(), state).median(),
        LongStream.of(histogram).boxed().toList());
  }

  List<EffectSize> effectSizes() throws IOException {
    return List.of(
        effectSize(Measure.PARTIAL_ETA2, "Partial η² of site"),
        effectSize(Measure.SITE_VARIANCE_SHARE, "Share of variance between sites"),
        effectSize(Measure.SITE_VARIANCE_RATIO, "Largest over smallest variance of a site"));
  }

  private EffectSize effectSize(Measure measure, String title) throws IOException {
    return new EffectSize(
        measure.column().replace('_', '-'),
        title,
        each(state -> quantiles(sorted(measure, state))));
  }

  private static Quantiles quantiles(Sorted values) {
    return new Quantiles(
        values.quantile(0.05),
        values.quantile(0.25),
        values.median(),
        values.quantile(0.75),
        values.quantile(0.95),
        values.mean());
  }

  /** Median over features. */
  double median(Measure measure, String state) throws IOException {
    return sorted(measure, state).median();
  }

  /** Median over features of the size of a column. */
  double medianSize(String column) throws IOException {
    return new Sorted(Arrays.stream(columns.numbers(column)).map(Math::abs).toArray()).median();
  }

  /** Indices of the features with the largest F before, those with the largest first. */
  List<Integer> mostAffected(int most) throws IOException {
    double[] f = columns.numbers(FeatureTable.column(Measure.ANOVA.column(), states.get(0)));
    List<Integer> top = new ArrayList<>();
    for (int v = 0; v < f.length; v++) {
      int at = top.size();
      while (at > 0 && f[v] > f[top.get(at - 1)]) {
        at--;
      }
      if (!Double.isNaN(f[v]) && at < most) {
        top.add(at, v);
        if (top.size() > most) {
          top.remove(most);
        }
      }
    }
    return top;
  }

  private Sorted sorted(Measure measure, String state) throws IOException {
    return new Sorted(columns.numbers(FeatureTable.column(measure.column(), state)));
  }

  /** A question to every state, that may read. */
  interface Question<T> {
    T of(String state) throws IOException;
  }

  <T> BeforeAfter<T> each(Question<T> question) throws IOException {
    return new BeforeAfter<>(
        question.of(states.get(0)), states.size() > 1 ? question.of(states.get(1)) : null);
  }
}
