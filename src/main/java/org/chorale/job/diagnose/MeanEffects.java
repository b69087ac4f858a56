package org.chorale.job.diagnose;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * How large the effects of sites on each feature are, as a mean over the sites that have one; NaN
 * of a feature for which none has. Travels.
 */
final class MeanEffects implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Means shift;
  private final Means scale;

  private MeanEffects(Means shift, Means scale) {
    this.shift = shift;
    this.scale = scale;
  }

  /** Of so many features, no site yet. */
  MeanEffects(int features) {
    this(new Means(features), new Means(features));
  }

  /** Adds what a site's estimates of a feature are; NaN where there is none. */
  void add(int feature, double gammaStar, double deltaStar) {
    shift.add(feature, Math.abs(gammaStar));
    scale.add(feature, Math.abs(Math.log(deltaStar) / Math.log(2)));
  }

  /** Of all features, those of each part in turn. */
  static MeanEffects of(List<MeanEffects> parts) {
    return new MeanEffects(
        Means.of(parts.stream().map(part -> part.shift).toList()),
        Means.of(parts.stream().map(part -> part.scale).toList()));
  }

  /** Mean of |γ*|. */
  double[] shift() {
    return shift.means();
  }

  /** Mean of |log₂ δ*|. */
  double[] scale() {
    return scale.means();
  }

  /** Sums over sites, divided when asked for. */
  private static final class Means implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double[] sums;
    private final int[] sites;

    Means(int features) {
      sums = new double[features];
      sites = new int[features];
    }

    void add(int feature, double size) {
      if (Double.isFinite(size)) {
        sums[feature] += size;
        sites[feature]++;
      }
    }

    static Means of(List<Means> parts) {
      Means all = new Means(parts.stream().mapToInt(part -> part.sums.length).sum());
      int at = 0;
      for (Means part : parts) {
        System.arraycopy(part.sums, 0, all.sums, at, part.sums.length);
        System.arraycopy(part.sites, 0, all.sites, at, part.sites.length);
        at += part.sums.length;
      }
      return all;
    }

    double[] means() {
      double[] means = new double[sums.length];
      Arrays.setAll(means, v -> sites[v] == 0 ? Double.NaN : sums[v] / sites[v]);
      return means;
    }
  }
}
