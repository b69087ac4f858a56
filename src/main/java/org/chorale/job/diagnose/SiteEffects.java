package org.chorale.job.diagnose;

import java.io.Serializable;
import java.util.Arrays;
import org.chorale.stats.density.PriorFit;

/** What a site's estimates look like over features: densities, and means of groups. Travels. */
final class SiteEffects implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Points that a curve of a page has. */
  private static final int POINTS = 128;

  private final double[] gammaStar;
  private final double[] logDeltaStar;
  private final Density gamma;
  private final Density delta;

  /** A distribution and its prior on a grid. Travels. */
  static final class Density implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double[] x = new double[POINTS];
    private final double[] estimates = new double[POINTS];
    private final double[] prior = new double[POINTS];
    private final double distance;
    private final boolean fits;

    private Density(PriorFit fit) {
      double[] ofEffects = fit.effectsDensity();
      double[] ofPrior = fit.priorDensity();
      for (int k = 0; k < POINTS; k++) {
        int at = k * (PriorFit.POINTS - 1) / (POINTS - 1);
        x[k] = fit.at(at);
        estimates[k] = ofEffects[at];
        prior[k] = ofPrior[at];
      }
      distance = fit.distance();
      fits = !fit.isFar();
    }

    /** Null if there is nothing to compare. */
    static Density of(PriorFit fit) {
      return Double.isNaN(fit.distance()) ? null : new Density(fit);
    }

    double[] x() {
      return x;
    }

    double[] estimates() {
      return estimates;
    }

    double[] prior() {
      return prior;
    }

    double distance() {
      return distance;
    }

    boolean fits() {
      return fits;
    }
  }

  SiteEffects(double[] gammaStar, double[] logDeltaStar, Density gamma, Density delta) {
    this.gammaStar = gammaStar;
    this.logDeltaStar = logDeltaStar;
    this.gamma = gamma;
    this.delta = delta;
  }

  /** Sums of groups of features, divided when asked for. */
  static final class GroupMeans {
    private final FeatureGroups groups;
    private final double[] sums;
    private final long[] counts;

    GroupMeans(FeatureGroups groups) {
      this.groups = groups;
      this.sums = new double[groups.count()];
      this.counts = new long[groups.count()];
    }

    void add(int feature, double value) {
      if (Double.isFinite(value)) {
        sums[groups.of(feature)] += value;
        counts[groups.of(feature)]++;
      }
    }

    double[] means() {
      double[] means = new double[sums.length];
      Arrays.setAll(means, g -> counts[g] == 0 ? Double.NaN : sums[g] / counts[g]);
      return means;
    }
  }

  /** Mean γ* of every group. */
  double[] gammaStar() {
    return gammaStar;
  }

  /** Mean log₂ δ* of every group. */
  double[] logDeltaStar() {
    return logDeltaStar;
  }

  /** γ̂ and its prior; null without one. */
  Density gamma() {
    return gamma;
  }

  /** δ̂ and its prior; null without one. */
  Density delta() {
    return delta;
  }
}
