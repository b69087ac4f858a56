package org.chorale.report.part;

import java.util.List;
import org.chorale.model.diagnosis.SiteClassifier;
import org.chorale.model.diagnosis.SiteClassifier.Accuracy;
import org.chorale.report.words.Numbers;

/** A classifier that tries to tell the site. */
public record ClassifierRow(
    String title, String folds, String given, String chance, Side before, Side after) {
  /** How well it does, and what permuted sites give. */
  public record Side(String balanced, String nullUpper, String p) {}

  /** Of all classifiers. */
  public static List<ClassifierRow> of(List<SiteClassifier> classifiers) {
    return classifiers.stream()
        .map(
            c ->
                new ClassifierRow(
                    c.title(),
                    Integer.toString(c.folds()),
                    Numbers.count(c.width()) + (c.projected() ? " random projections" : " values"),
                    Numbers.percent(c.chance()),
                    side(c.accuracy().before()),
                    side(c.accuracy().after())))
        .toList();
  }

  private static Side side(Accuracy accuracy) {
    return accuracy == null
        ? null
        : new Side(
            Numbers.percent(accuracy.balanced()),
            Numbers.percent(accuracy.nullUpper()),
            Numbers.p(accuracy.p()));
  }
}
