package org.chorale.report.part;

import java.util.ArrayList;
import java.util.List;
import org.chorale.model.diagnosis.CovariateDiagnosis;
import org.chorale.model.diagnosis.CovariateDiagnosis.Effect;
import org.chorale.report.words.Numbers;

/**
 * A column of the design.
 *
 * @param index in the diagnosis
 * @param shared R² of the column on site
 * @param confounded whether that is a lot
 * @param points whether there are t values to draw
 */
public record CovariateRow(
    int index,
    String column,
    String shared,
    boolean confounded,
    Side before,
    Side after,
    String betaCorrelation,
    String errorRatio,
    boolean points) {
  /** Above it site and covariate can hardly be told apart. */
  private static final double CONFOUNDED = 0.5;

  /** Its effects over all features. */
  public record Side(String meanAbsT, String medianAbsT, String significant, String beta) {}

  /** Of all columns. */
  public static List<CovariateRow> of(List<CovariateDiagnosis> covariates) {
    List<CovariateRow> rows = new ArrayList<>();
    for (CovariateDiagnosis c : covariates) {
      rows.add(
          new CovariateRow(
              rows.size(),
              c.column(),
              Numbers.percent(c.sharedWithSite()),
              c.sharedWithSite() > CONFOUNDED,
              side(c.effects().before()),
              side(c.effects().after()),
              Numbers.number(c.betaCorrelation()),
              Numbers.number(c.medianErrorRatio()),
              c.effects().after() != null && !c.sample().isEmpty()));
    }
    return rows;
  }

  private static Side side(Effect effect) {
    return effect == null
        ? null
        : new Side(
            Numbers.number(effect.meanAbsT()),
            Numbers.number(effect.medianAbsT()),
            Numbers.percent(effect.significant()),
            Numbers.number(effect.medianAbsBeta()));
  }
}
