package org.chorale.stats.domain;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The features of a run of features that have a domain, and the way to its scale and back.
 * Immutable; travels; shared between threads.
 */
public final class DomainScale implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] features;
  private final Domain[] domains;

  private DomainScale(int[] features, Domain[] domains) {
    this.features = features;
    this.domains = domains;
  }

  /**
   * Of a run of features.
   *
   * @param byFeature the domain of each; null where it has none
   */
  public static DomainScale of(Domain[] byFeature) {
    int[] features =
        IntStream.range(0, byFeature.length).filter(v -> byFeature[v] != null).toArray();
    return new DomainScale(
        features, Arrays.stream(features).mapToObj(v -> byFeature[v]).toArray(Domain[]::new));
  }

  /** Features that have a domain. */
  public int count() {
    return features.length;
  }

  /** Place in the run of the k-th of them. */
  public int feature(int k) {
    return features[k];
  }

  /** Its domain. */
  public Domain domain(int k) {
    return domains[k];
  }

  /**
   * The first feature whose value leaves its domain, as k, or −1.
   *
   * @param y values of the run, from {@code offset} on
   */
  public int firstOutside(double[] y, int offset) {
    for (int k = 0; k < features.length; k++) {
      if (!domains[k].holds(y[offset + features[k]])) {
        return k;
      }
    }
    return -1;
  }

  /** Puts the scale's values in place of those of the features; all must be in their domains. */
  public void toScale(double[] values, int offset) {
    for (int k = 0; k < features.length; k++) {
      int at = offset + features[k];
      values[at] = domains[k].toScale(values[at]);
    }
  }

  /**
   * The same, and keeps what {@link #fromScale} needs.
   *
   * @param kept at least twice {@link #count}
   */
  public void toScale(double[] values, int offset, double[] kept) {
    for (int k = 0; k < features.length; k++) {
      int at = offset + features[k];
      double y = values[at];
      double x = domains[k].toScale(y);
      kept[2 * k] = y;
      kept[2 * k + 1] = x;
      values[at] = x;
    }
  }

  /**
   * Takes the features back from the scale. One that was not changed there has its very value back.
   *
   * @param kept by {@link #toScale(double[], int, double[])}
   * @param single whether the values will be stored in single precision
   */
  public void fromScale(double[] values, int offset, double[] kept, boolean single) {
    for (int k = 0; k < features.length; k++) {
      int at = offset + features[k];
      double y = kept[2 * k];
      double x = values[at];
      if (x == kept[2 * k + 1] || Double.isNaN(y)) {
        values[at] = y;
      } else {
        values[at] = single ? domains[k].fromScaleInSingle(x) : domains[k].fromScale(x);
      }
    }
  }
}
