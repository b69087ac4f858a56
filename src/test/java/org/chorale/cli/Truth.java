package org.chorale.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.chorale.fixtures.FixtureTable;

/** What a simulated study was made from: {@code truth.csv} and the scans it applies to. */
final class Truth {
  private final FixtureTable truth;
  private final FixtureTable scans;
  private final Map<String, List<List<String>>> scansOf = new TreeMap<>();

  Truth(Path study) {
    truth = FixtureTable.read(study.resolve("truth.csv"), 1);
    scans = FixtureTable.read(study.resolve("scans.csv"), 1);
    for (List<String> id : scans.keys()) {
      scansOf.computeIfAbsent(scans.text(id, "site"), s -> new java.util.ArrayList<>()).add(id);
    }
  }

  FixtureTable table() {
    return truth;
  }

  List<String> sites() {
    return List.copyOf(scansOf.keySet());
  }

  List<String> features() {
    return truth.keys().stream().map(key -> key.get(0)).toList();
  }

  double gamma(String site, String feature) {
    return truth.number(List.of(feature), "gamma[" + site + "]");
  }

  double delta(String site, String feature) {
    return truth.number(List.of(feature), "delta[" + site + "]");
  }

  double sigma(String feature) {
    return truth.number(List.of(feature), "sigma");
  }

  /** The part of γ that a model with a grand mean of its own takes for that: mean over scans. */
  double meanGamma(String feature) {
    double sum = 0;
    for (String site : sites()) {
      sum += scansOf.get(site).size() * gamma(site, feature);
    }
    return sum / scans.keys().size();
  }

  /** Σ(age − mean age of the site)². */
  double ageScatter() {
    return scatter(id -> scans.number(id, "age"));
  }

  /** The same of an indicator of sex. */
  double sexScatter() {
    return scatter(id -> scans.text(id, "sex").equals("M") ? 1 : 0);
  }

  private double scatter(ToDoubleFunction<List<String>> value) {
    double sum = 0;
    for (List<List<String>> ids : scansOf.values()) {
      double mean = ids.stream().mapToDouble(value).average().orElseThrow();
      sum += ids.stream().mapToDouble(id -> Math.pow(value.applyAsDouble(id) - mean, 2)).sum();
    }
    return sum;
  }

  /** Variance over sites of a feature's mean, the true effects of age and sex taken off. */
  double siteVariance(FixtureTable table, String feature) {
    List<String> key = List.of(feature);
    double age = truth.number(key, "beta_age");
    double sex = truth.number(key, "beta_sex");
    double[] means =
        scansOf.values().stream()
            .mapToDouble(
                ids ->
                    ids.stream()
                        .mapToDouble(
                            id ->
                                table.number(id, feature)
                                    - age * scans.number(id, "age")
                                    - (scans.text(id, "sex").equals("M") ? sex : 0))
                        .average()
                        .orElseThrow())
            .toArray();
    double mean = java.util.Arrays.stream(means).average().orElseThrow();
    return java.util.Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum();
  }
}
