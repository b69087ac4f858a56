package org.chorale.stats.bayes;

import org.chorale.stats.nonparametric.NonParametricPosterior;

/** How one site's raw effects become posterior ones. May keep work space: one per thread. */
interface Shrinkage {
  /** Without empirical Bayes: γ* = γ̂, δ* = δ̂. */
  Shrinkage NONE =
      new Shrinkage() {
        @Override
        public double locationOnly(double n, double gammaHat) {
          return gammaHat;
        }

        @Override
        public void locationAndScale(
            double n, double gammaHat, double deltaHat, SumOfSquares squares, double[] out) {
          out[0] = gammaHat;
          out[1] = deltaHat;
        }
      };

  /** γ* of a feature whose location only is removed. */
  double locationOnly(double n, double gammaHat);

  /**
   * Posterior of both.
   *
   * @param squares of the feature's values about a location
   * @param out receives γ* at 0 and δ* at 1
   */
  void locationAndScale(
      double n, double gammaHat, double deltaHat, SumOfSquares squares, double[] out);

  /** Bound of the method's own error in the last posterior, in σ; 0 if it is exact. */
  default double errorBound() {
    return 0;
  }

  /** With the parametric prior; a negative number of steps: each feature takes its own. */
  static Shrinkage parametric(SitePrior prior, int steps) {
    ParametricPosterior eb = new ParametricPosterior(prior);
    return new Shrinkage() {
      @Override
      public double locationOnly(double n, double gammaHat) {
        return eb.locationOnly(gammaHat);
      }

      @Override
      public void locationAndScale(
          double n, double gammaHat, double deltaHat, SumOfSquares squares, double[] out) {
        if (steps < 0) {
          eb.converged(n, gammaHat, deltaHat, squares, out);
        } else {
          eb.after(steps, n, gammaHat, deltaHat, squares, out);
        }
      }
    };
  }

  /** With the other features of the site as prior. */
  static Shrinkage nonParametric(NonParametricPosterior eb) {
    return new Shrinkage() {
      @Override
      public double locationOnly(double n, double gammaHat) {
        return eb.locationOnly(n, gammaHat);
      }

      @Override
      public void locationAndScale(
          double n, double gammaHat, double deltaHat, SumOfSquares squares, double[] out) {
        eb.locationAndScale(n, gammaHat, deltaHat, out);
      }

      @Override
      public double errorBound() {
        return eb.errorBound();
      }
    };
  }
}
