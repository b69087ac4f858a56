package org.chorale.cli;

import org.apache.commons.math3.stat.regression.SimpleRegression;

/** Pairs of an estimate and the truth. */
final class Pairs {
  private final SimpleRegression regression = new SimpleRegression();

  void add(double estimate, double truth) {
    regression.addData(estimate, truth);
  }

  double correlation() {
    return regression.getR();
  }

  /** Of the truth on the estimate. */
  double slope() {
    return regression.getSlope();
  }
}
