package org.chorale.job.diagnose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.chorale.model.Coding;
import org.chorale.model.Study;
import org.chorale.model.diagnosis.CovariateDiagnosis;
import org.chorale.stats.balance.SharedVariance;
import org.chorale.stats.diagnosis.Sorted;

/** What the table of covariates says as a whole. */
final class CovariateSummaries {
  /** Points of a scatter plot. */
  private static final int MOST_POINTS = 400;

  private final FeatureSummaries features;
  private final FeatureColumns effects;
  private final FeatureColumns names;
  private final Study study;
  private final boolean harmonised;

  /**
   * @param features asks every state
   * @param effects the table of covariates
   * @param names the table of features
   */
  CovariateSummaries(
      FeatureSummaries features,
      FeatureColumns effects,
      FeatureColumns names,
      Study study,
      boolean harmonised) {
    this.features = features;
    this.effects = effects;
    this.names = names;
    this.study = study;
    this.harmonised = harmonised;
  }

  /** Every column of the design. */
  List<CovariateDiagnosis> all() throws IOException {
    List<CovariateDiagnosis> all = new ArrayList<>();
    int first = 0;
    for (Coding coding : study.design().codings()) {
      int end = first + coding.columns().size();
      double shared = SharedVariance.of(study.scanMoments(), IntStream.range(first, end).toArray());
      for (int p = first; p < end; p++) {
        all.add(of(p, coding, shared));
      }
      first = end;
    }
    return all;
  }

  private CovariateDiagnosis of(int p, Coding coding, double shared) throws IOException {
    double[] before = column("beta", "before", p);
    double correlation = Double.NaN;
    double errors = Double.NaN;
    List<CovariateDiagnosis.Point> points = List.of();
    if (harmonised) {
      correlation = correlation(before, column("beta", "after", p));
      double[] error = column("standard_error", "before", p);
      double[] errorAfter = column("standard_error", "after", p);
      Arrays.setAll(error, v -> errorAfter[v] / error[v]);
      errors = new Sorted(error).median();
      points = points(p);
    }
    return new CovariateDiagnosis(
        study.design().columns().get(p),
        coding.name(),
        shared,
        features.each(state -> effect(state, p)),
        correlation,
        errors,
        points);
  }

  private CovariateDiagnosis.Effect effect(String state, int p) throws IOException {
    Sorted t = new Sorted(Arrays.stream(column("t", state, p)).map(Math::abs).toArray());
    Sorted tails = new Sorted(column("p", state, p));
    Sorted beta = new Sorted(Arrays.stream(column("beta", state, p)).map(Math::abs).toArray());
    return new CovariateDiagnosis.Effect(
        t.mean(),
        t.median(),
        (double) tails.discoveries(FeatureSummaries.LEVEL) / tails.count(),
        beta.median());
  }

  private double[] column(String what, String state, int p) throws IOException {
    return effects.numbers(FeatureTable.column(what, state), p, study.design().columnCount());
  }

  private List<CovariateDiagnosis.Point> points(int p) throws IOException {
    double[] before = column("t", "before", p);
    double[] after = column("t", "after", p);
    int count = Math.min(MOST_POINTS, before.length);
    TreeSet<Integer> chosen = new TreeSet<>();
    for (int k = 0; k < count; k++) {
      int v = (int) ((long) k * before.length / count);
      if (Double.isFinite(before[v]) && Double.isFinite(after[v])) {
        chosen.add(v);
      }
    }
    List<CovariateDiagnosis.Point> points = new ArrayList<>();
    int[] rows = chosen.stream().mapToInt(v -> v).toArray();
    List<String> labels = names.texts("name", rows);
    for (int k = 0; k < rows.length; k++) {
      points.add(new CovariateDiagnosis.Point(labels.get(k), before[rows[k]], after[rows[k]]));
    }
    return points;
  }

  private static double correlation(double[] x, double[] y) {
    int[] both =
        IntStream.range(0, x.length)
            .filter(v -> Double.isFinite(x[v]) && Double.isFinite(y[v]))
            .toArray();
    return both.length < 2
        ? Double.NaN
        : new PearsonsCorrelation()
            .correlation(
                Arrays.stream(both).mapToDouble(v -> x[v]).toArray(),
                Arrays.stream(both).mapToDouble(v -> y[v]).toArray());
  }
}
