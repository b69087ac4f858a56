package org.chorale.stats.penalty;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Penalised covariate effects of features whose covariates scatter alike: (C + Σ λS)β = c.
 *
 * <p>One penalty: made diagonal with C once, then O(P²) per feature and O(P) per λ. Several: each λ
 * in turn, the others held, until none moves; O(P³) per feature, smooth and round. A feature's λ
 * and β depend on its own sums only. Immutable.
 */
public final class PenalisedSlopes {
  private static final int MOST_ROUNDS = 50;

  /** Change of log λ, summed over smooths, below which a round has changed nothing. */
  private static final double SETTLED = 1e-11;

  private final Penalty penalty;
  private final RealMatrix rotation;
  private final double[] czz;
  private final int count;
  private final int penalised;
  private final SimultaneousDiagonal only;

  private PenalisedSlopes(
      Penalty penalty,
      RealMatrix rotation,
      double[] czz,
      int count,
      int penalised,
      SimultaneousDiagonal only) {
    this.penalty = penalty;
    this.rotation = rotation;
    this.czz = czz;
    this.count = count;
    this.penalised = penalised;
    this.only = only;
  }

  static PenalisedSlopes of(Penalty penalty, double[] czz, int count) {
    RealMatrix rotation = MatrixUtils.createRealIdentityMatrix(count);
    int penalised = 0;
    for (int m = 0; m < penalty.count(); m++) {
      penalty.span(m).putAxes(rotation);
      penalised += penalty.span(m).rank();
    }
    double[] along = alongAxes(czz, count, rotation);
    double[] held = held(penalty, along, count, units(penalty, along, count), 0);
    SimultaneousDiagonal first = SimultaneousDiagonal.of(along, held, penalty.span(0), count);
    boolean single = penalty.count() == 1;
    return first == null
        ? null
        : new PenalisedSlopes(penalty, rotation, along, count, penalised, single ? first : null);
  }

  private static double[] alongAxes(double[] czz, int count, RealMatrix rotation) {
    RealMatrix c = new Array2DRowRealMatrix(count, count);
    for (int p = 0; p < count; p++) {
      c.setRow(p, Arrays.copyOfRange(czz, p * count, (p + 1) * count));
    }
    RealMatrix rotated = rotation.transpose().multiply(c).multiply(rotation);
    double[] along = new double[count * count];
    for (int p = 0; p < count; p++) {
      for (int q = 0; q < count; q++) {
        along[p * count + q] = (rotated.getEntry(p, q) + rotated.getEntry(q, p)) / 2;
      }
    }
    return along;
  }

  private FeatureSums alongAxes(FeatureSums sums) {
    return new FeatureSums(
        rotation.preMultiply(sums.czy()), sums.cyy(), sums.scans(), sums.sites());
  }

  /**
   * Chooses or looks up λ and solves.
   *
   * @param sums of the feature
   * @param block index of its block
   * @param feature its index in the block
   * @return null if effects can't be told apart at these λ
   */
  public SlopeFit solve(FeatureSums sums, int block, int feature) {
    FeatureSums along = alongAxes(sums);
    double[] lambda = units(penalty, czz, count);
    boolean searched = false;
    for (int m = 0; m < lambda.length; m++) {
      Smoothing smoothing = penalty.span(m).smoothing();
      if (smoothing.criterion() == Smoothing.Criterion.GIVEN) {
        lambda[m] = smoothing.given(block, feature);
      } else {
        searched = true;
      }
    }
    if (searched && !search(along, lambda)) {
      return null;
    }
    double[] edf = new double[lambda.length];
    double[] beta = null;
    for (int m = 0; m < lambda.length; m++) {
      SmoothingCurve curve = curve(along, lambda, m);
      if (curve == null) {
        return null;
      }
      edf[m] = curve.edf(lambda[m]);
      beta = m == 0 ? curve.beta(lambda[m]) : beta;
    }
    beta = rotation.operate(beta);
    boolean finite = Arrays.stream(beta).allMatch(Double::isFinite);
    return finite ? new SlopeFit(beta, lambda, edf) : null;
  }

  /** Minimises the criterion over the λ that aren't given, one at a time. */
  private boolean search(FeatureSums sums, double[] lambda) {
    double moved = Double.POSITIVE_INFINITY;
    for (int round = 0; round < MOST_ROUNDS && moved > SETTLED; round++) {
      moved = 0;
      for (int m = 0; m < lambda.length; m++) {
        if (penalty.span(m).smoothing().criterion() != Smoothing.Criterion.GIVEN) {
          SmoothingCurve curve = curve(sums, lambda, m);
          if (curve == null) {
            return false;
          }
          double best = LambdaSearch.best(curve);
          moved += Math.abs(Math.log(best / lambda[m]));
          lambda[m] = best;
        }
      }
      if (only != null) {
        return true;
      }
    }
    return true;
  }

  /**
   * The criterion of a smooth that is chosen, at given λ; smaller is better. REML up to terms that
   * don't depend on that smooth's λ, see {@link Smoothing.Criterion}.
   *
   * @param sums of the feature
   * @param lambda by smooth
   * @param smooth the one; at a given λ it is scored by GCV
   */
  public double score(FeatureSums sums, double[] lambda, int smooth) {
    SmoothingCurve curve = curve(alongAxes(sums), lambda, smooth);
    return curve == null ? Double.POSITIVE_INFINITY : curve.score(lambda[smooth]);
  }

  private SmoothingCurve curve(FeatureSums sums, double[] lambda, int m) {
    SimultaneousDiagonal diagonal =
        only != null
            ? only
            : SimultaneousDiagonal.of(
                czz, held(penalty, czz, count, lambda, m), penalty.span(m), count);
    return diagonal == null ? null : new SmoothingCurve(diagonal, sums, penalised);
  }

  private static double[] units(Penalty penalty, double[] czz, int count) {
    double[] units = new double[penalty.count()];
    Arrays.setAll(units, m -> penalty.span(m).unit(czz, count));
    return units;
  }

  /** C and every penalty but one; C itself if there is no other. */
  private static double[] held(Penalty penalty, double[] czz, int count, double[] lambda, int but) {
    if (penalty.count() == 1) {
      return czz;
    }
    double[] held = czz.clone();
    for (int m = 0; m < lambda.length; m++) {
      if (m != but) {
        penalty.span(m).addAlongAxes(held, count, lambda[m]);
      }
    }
    return held;
  }
}
