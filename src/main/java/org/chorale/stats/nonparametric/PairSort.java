package org.chorale.stats.nonparametric;

/** Sorts pairs by γ, then δ: the order that a bag of draws has of itself. A merge sort. */
final class PairSort {
  private double[] gamma;
  private double[] delta;
  private double[] otherGamma;
  private double[] otherDelta;

  private PairSort(double[] gamma, double[] delta) {
    this.gamma = gamma;
    this.delta = delta;
    this.otherGamma = new double[gamma.length];
    this.otherDelta = new double[gamma.length];
  }

  /** The pairs in order, each once; the arrays are used up. */
  static Points sorted(double[] gamma, double[] delta) {
    PairSort sort = new PairSort(gamma, delta);
    int count = gamma.length;
    for (int width = 1; width < count; width *= 2) {
      for (int from = 0; from < count; from += 2 * width) {
        int middle = Math.min(count, from + width);
        sort.mergeRuns(from, middle, Math.min(count, middle + width));
      }
      sort.swap();
    }
    return new Points(sort.gamma, sort.delta);
  }

  private void mergeRuns(int from, int middle, int to) {
    int a = from;
    int b = middle;
    for (int k = from; k < to; k++) {
      boolean first = a < middle && (b == to || !before(b, a));
      int next = first ? a++ : b++;
      otherGamma[k] = gamma[next];
      otherDelta[k] = delta[next];
    }
  }

  private boolean before(int a, int b) {
    int byLocation = Double.compare(gamma[a], gamma[b]);
    return byLocation < 0 || (byLocation == 0 && Double.compare(delta[a], delta[b]) < 0);
  }

  private void swap() {
    double[] swapped = gamma;
    gamma = otherGamma;
    otherGamma = swapped;
    swapped = delta;
    delta = otherDelta;
    otherDelta = swapped;
  }
}
