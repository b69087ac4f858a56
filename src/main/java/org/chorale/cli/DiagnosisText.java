package org.chorale.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chorale.model.diagnosis.CovariateDiagnosis;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.SiteClassifier;
import org.chorale.model.diagnosis.TestSummary;

/** The numbers of a diagnosis that matter most, a line each. */
final class DiagnosisText {
  private static final int MOST_COLUMNS = 8;

  private DiagnosisText() {}

  static List<String> of(Diagnosis diagnosis) {
    List<String> lines = new ArrayList<>();
    for (TestSummary test : diagnosis.tests()) {
      lines.add(
          "%s of site, features significant at a false discovery rate of 5 %%: %s%s"
              .formatted(
                  test.title(),
                  percent(test.results().before().share()),
                  test.results().after() == null
                      ? ""
                      : " before, %s after".formatted(percent(test.results().after().share()))));
    }
    for (SiteClassifier classifier : diagnosis.classifiers()) {
      lines.add(
          "A %s tells the site with a balanced accuracy of %s%s (chance %s)"
              .formatted(
                  classifier.title(),
                  percent(classifier.accuracy().before().balanced()),
                  classifier.accuracy().after() == null
                      ? ""
                      : " before, %s after"
                          .formatted(percent(classifier.accuracy().after().balanced())),
                  percent(classifier.chance())));
    }
    List<CovariateDiagnosis> columns = diagnosis.covariates();
    for (CovariateDiagnosis column : columns.subList(0, Math.min(MOST_COLUMNS, columns.size()))) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Effect of %s, mean |t| over features: %.2f%s",
              column.column(),
              column.effects().before().meanAbsT(),
              column.effects().after() == null
                  ? ""
                  : String.format(
                      Locale.ROOT, " before, %.2f after", column.effects().after().meanAbsT())));
    }
    return lines;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
