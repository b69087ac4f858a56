package org.chorale.job.diagnose;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * How large the effects of sites on each feature are, as a mean over the sites that have one; NaN of
 * a feature for which none has. Travels.
 */
final class MeanEffects implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] shift;
  private final double[] scale;
  private final int[] sites;

  /** Of so many features, no site yet. */
  MeanEffects(int features) {
    shift = new double[features];
    scale = new double[features];
    sites = new int[features];
  }

  /** Adds what a site's estimates of a feature are; nothing if there are none. */
  void add(int feature, double gammaStar, double deltaStar) {
    double logDelta = Math.log(deltaStar) / Math.log(2);
    if (Double.isFinite(gammaStar) && Double.isFinite(logDelta)) {
      shift[feature] += Math.abs(gammaStar);
      scale[feature] += Math.abs(logDelta);
      sites[feature]++;
    }
  }

  /** Of all features, those of each part in turn. */
  static MeanEffects of(List<MeanEffects> parts) {
    MeanEffects all = new MeanEffects(parts.stream().mapToInt(part -> part.shift.length).sum());
    int at = 0;
    for (MeanEffects part : parts) {
      System.arraycopy(part.shift, 0, all.shift, at, part.shift.length);
      System.arraycopy(part.scale, 0, all.scale, at, part.scale.length);
      System.arraycopy(part.sites, 0, all.sites, at, part.sites.length);
      at += part.shift.length;
    }
    return all;
  }

  /** Mean of |γ*|. */
  double[] shift() {
    return means(shift);
  }

  /** Mean of |log₂ δ*|. */
  double[] scale() {
    return means(scale);
  }

  private double[] means(double[] sums) {
    double[] means = new double[sums.length];
    Arrays.setAll(means, v -> sites[v] == 0 ? Double.NaN : sums[v] / sites[v]);
    return means;
  }
}
