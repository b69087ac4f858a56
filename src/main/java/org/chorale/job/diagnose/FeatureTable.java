package org.chorale.job.diagnose;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.chorale.stats.diagnosis.Measure;
import org.chorale.stats.diagnosis.People;

/**
 * The tables a diagnosis leaves: {@code features}, a row per feature, and {@code covariates}, a row
 * per feature and column of the design. What is of a state of the values is named {@code …_before}
 * or {@code …_after}. Travels.
 */
final class FeatureTable implements Serializable {
  private static final long serialVersionUID = 1L;

  static final String FEATURES = "features";
  static final String COVARIATES = "covariates";

  /** Of the covariates' table. */
  static final List<String> EFFECTS = List.of("beta", "standard_error", "t", "p");

  private final ArrayList<Measure> measures = new ArrayList<>();
  private final ArrayList<String> states = new ArrayList<>();
  private final int pairs;

  /**
   * @param people who scans are of; null if nobody is named
   * @param harmonised whether there are harmonised values
   */
  FeatureTable(People people, boolean harmonised) {
    for (Measure measure : Measure.values()) {
      boolean travellers = people != null && people.travellers() > 0;
      boolean time = people != null && people.hasTime();
      if ((travellers || !measure.isOfTravellers()) && (time || !measure.isOfTime())) {
        measures.add(measure);
      }
    }
    states.add("before");
    if (harmonised) {
      states.add("after");
    }
    pairs = people == null ? 0 : people.pairs().length;
  }

  List<Measure> measures() {
    return measures;
  }

  List<String> states() {
    return states;
  }

  int pairs() {
    return pairs;
  }

  static String column(String what, String state) {
    return what + "_" + state;
  }

  /** Column of the bias of a pair of sites. */
  static String bias(int pair, String state) {
    return column("pair_" + (pair + 1) + "_bias", state);
  }

  /** Numbers of the features' table. */
  List<String> featureColumns() {
    List<String> columns = new ArrayList<>();
    for (Measure measure : measures) {
      states.forEach(state -> columns.add(column(measure.column(), state)));
    }
    for (int pair = 0; pair < pairs; pair++) {
      for (String state : states) {
        columns.add(bias(pair, state));
      }
    }
    return columns;
  }

  /** Numbers of the covariates' table. */
  List<String> covariateColumns() {
    List<String> columns = new ArrayList<>();
    for (String effect : EFFECTS) {
      states.forEach(state -> columns.add(column(effect, state)));
    }
    return columns;
  }
}
