package org.chorale.stats.repeat;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Mean squares of a complete table of subjects by sites, one value per cell. */
final class TwoWayTable {
  private final double n;
  private final double k;
  private final double subjectSquares;
  private final double siteSquares;
  private final double residualSquares;

  private TwoWayTable(double[] y, int sites) {
    int subjects = y.length / sites;
    n = subjects;
    k = sites;
    double grand = Arrays.stream(y).sum() / y.length;
    double[] subjectMean = new double[subjects];
    double[] siteMean = new double[sites];
    for (int at = 0; at < y.length; at++) {
      subjectMean[at / sites] += (y[at] - grand) / k;
      siteMean[at % sites] += (y[at] - grand) / n;
    }
    double residual = 0;
    for (int at = 0; at < y.length; at++) {
      double r = y[at] - grand - subjectMean[at / sites] - siteMean[at % sites];
      residual += r * r;
    }
    subjectSquares = k * Arrays.stream(subjectMean).map(m -> m * m).sum();
    siteSquares = n * Arrays.stream(siteMean).map(m -> m * m).sum();
    residualSquares = residual;
  }

  /** Of the subjects without a missing value. */
  static TwoWayTable of(double[] y, int sites) {
    double[] complete =
        IntStream.range(0, y.length / sites)
            .mapToObj(s -> Arrays.copyOfRange(y, s * sites, (s + 1) * sites))
            .filter(row -> Arrays.stream(row).noneMatch(Double::isNaN))
            .flatMapToDouble(Arrays::stream)
            .toArray();
    return new TwoWayTable(complete, sites);
  }

  int subjects() {
    return (int) n;
  }

  /** BMS, divisor n−1. */
  double subjectMeanSquare() {
    return subjectSquares / (n - 1);
  }

  /** JMS, divisor k−1. */
  double siteMeanSquare() {
    return siteSquares / (k - 1);
  }

  /** EMS, divisor (n−1)(k−1). */
  double residualMeanSquare() {
    return residualSquares / ((n - 1) * (k - 1));
  }
}
