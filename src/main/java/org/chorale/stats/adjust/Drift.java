package org.chorale.stats.adjust;

import java.io.Serializable;
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
   * Adds the features of a block.
   *
   * @param names of the features
   * @param site moments of the scans whose values were published
   * @param sigma2 σ² of the model before
   */
  public void add(
      String[] names, BlockMoments site, double[] sigma2, Adjustment before, Adjustment after) {
    for (int v = 0; v < names.length; v++) {
      if (before.moves(v) != after.moves(v)) {
        changedTreatment++;
        continue;
      }
      if (!before.moves(v) || site.scans(v).n() == 0) {
        continue;
      }
      double shift = Math.abs(mean(site, v, after) - mean(site, v, before)) / Math.sqrt(sigma2[v]);
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
    double mean = adjustment.factor(v) * site.yBar(v) + adjustment.offset(v);
    for (int p = 0; p < scans.covariateCount(); p++) {
      mean += adjustment.slope(v, p) * scans.zBar(p);
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
