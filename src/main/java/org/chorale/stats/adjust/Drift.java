package org.chorale.stats.adjust;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.moments.ScanMoments;

/**
 * How far another model moves the harmonised values of a site's scans, over features.
 *
 * <p>The shift of a feature is that of the site's mean scan, in σ of the model before; its stretch
 * the ratio of the two models' factors 1/√δ*. Features that only one of them adjusts are counted
 * apart. {@link #merge} is associative with the empty one as neutral element.
 */
public final class Drift implements Serializable {
  private static final long serialVersionUID = 1L;

  private long features;
  private long changedTreatment;
  private double sumOfShifts;
  private double largestShift;
  private String mostShifted;
  private double largestStretch = 1;

  /**
   * Adds the features of a block, the models' covariates coded alike.
   *
   * @param names of the features
   * @param site moments of the scans whose values were published
   * @param sigma2 σ² of the model before
   */
  public void add(
      String[] names, BlockMoments site, double[] sigma2, Adjustment before, Adjustment after) {
    add(names, site, sigma2, before, after, v -> mean(site, v, before), v -> mean(site, v, after));
  }

  /**
   * The same where each model codes covariates in its own way.
   *
   * @param zBefore mean covariates of the site as the model before codes them, for all features
   * @param zAfter the same as the other does
   */
  public void add(
      String[] names,
      BlockMoments site,
      double[] sigma2,
      Adjustment before,
      double[] zBefore,
      Adjustment after,
      double[] zAfter) {
    add(
        names,
        site,
        sigma2,
        before,
        after,
        v -> mean(site.yBar(v), v, zBefore, before),
        v -> mean(site.yBar(v), v, zAfter, after));
  }

  private void add(
      String[] names,
      BlockMoments site,
      double[] sigma2,
      Adjustment before,
      Adjustment after,
      IntToDoubleFunction meanBefore,
      IntToDoubleFunction meanAfter) {
    for (int v = 0; v < names.length; v++) {
      if (before.moves(v) != after.moves(v)) {
        changedTreatment++;
        continue;
      }
      if (!before.moves(v) || site.scans(v).n() == 0) {
        continue;
      }
      double moved = meanAfter.applyAsDouble(v) - meanBefore.applyAsDouble(v);
      double shift = Math.abs(moved) / Math.sqrt(sigma2[v]);
      double ratio = after.factor(v) / before.factor(v);
      features++;
      sumOfShifts += shift;
      if (shift > largestShift || mostShifted == null) {
        largestShift = shift;
        mostShifted = names[v];
      }
      largestStretch = Math.max(largestStretch, Math.max(ratio, 1 / ratio));
    }
  }

  private static double mean(BlockMoments site, int v, Adjustment adjustment) {
    ScanMoments scans = site.scans(v);
    double[] z = new double[scans.covariateCount()];
    Arrays.setAll(z, scans::zBar);
    return mean(site.yBar(v), v, z, adjustment);
  }

  private static double mean(double yBar, int v, double[] z, Adjustment adjustment) {
    double mean = adjustment.factor(v) * yBar + adjustment.offset(v);
    for (int p = 0; p < z.length; p++) {
      mean += adjustment.slope(v, p) * z[p];
    }
    return mean;
  }

  /** Adds the features of another, which come after these; {@code other} is left as it is. */
  public Drift merge(Drift other) {
    features += other.features;
    changedTreatment += other.changedTreatment;
    sumOfShifts += other.sumOfShifts;
    if (other.mostShifted != null && (mostShifted == null || other.largestShift > largestShift)) {
      largestShift = other.largestShift;
      mostShifted = other.mostShifted;
    }
    largestStretch = Math.max(largestStretch, other.largestStretch);
    return this;
  }

  /** Features that both models adjust. */
  public long features() {
    return features;
  }

  /** Features that one of them adjusts and the other passes through. */
  public long changedTreatment() {
    return changedTreatment;
  }

  /** Mean shift, in σ; 0 without features. */
  public double meanShift() {
    return features == 0 ? 0 : sumOfShifts / features;
  }

  /** Largest shift, in σ. */
  public double largestShift() {
    return largestShift;
  }

  /** The feature that moves most, or null without features. */
  public String mostShifted() {
    return mostShifted;
  }

  /** Largest ratio of factors or its inverse, at least 1. */
  public double largestStretch() {
    return largestStretch;
  }
}
