package org.chorale.stats.nonparametric;

import java.io.Serializable;

/** Values of δ from one to another, with their logarithms λ. Immutable. */
final class ScaleRange implements Serializable {
  private static final long serialVersionUID = 1L;

  final double low;
  final double high;
  final double logLow;
  final double logHigh;

  private ScaleRange(double low, double high, double logLow, double logHigh) {
    this.low = low;
    this.high = high;
    this.logLow = logLow;
    this.logHigh = logHigh;
  }

  static ScaleRange of(double low, double high) {
    return new ScaleRange(low, high, StrictMath.log(low), StrictMath.log(high));
  }

  static ScaleRange ofLogs(double logLow, double logHigh) {
    return new ScaleRange(StrictMath.exp(logLow), StrictMath.exp(logHigh), logLow, logHigh);
  }

  /** Half the width in λ. */
  double halfLog() {
    return 0.5 * (logHigh - logLow);
  }

  double middleLog() {
    return 0.5 * (logHigh + logLow);
  }
}
