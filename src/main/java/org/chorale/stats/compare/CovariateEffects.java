package org.chorale.stats.compare;

/**
 * Effects of the design columns under the full model of a block, with their t tests.
 *
 * <p>se = √(RSS/(N−S−P) · [(Σ Czz)⁻¹]_pp) and t = β/se with N−S−P degrees of freedom. NaN where the
 * model isn't determined or has no degrees of freedom left. Immutable.
 */
public final class CovariateEffects {
  private final SiteModel model;

  /** Of the columns of this model. */
  public CovariateEffects(SiteModel model) {
    this.model = model;
  }

  /** β, the feature's unit per unit of the design column. */
  public double beta(int covariate, int feature) {
    return model.beta(covariate, feature);
  }

  /** Standard error of β, its unit. */
  public double standardError(int covariate, int feature) {
    double df = model.residualDegreesOfFreedom(feature);
    return df > 0
        ? Math.sqrt(model.squares(feature) / df * model.betaVariance(covariate, feature))
        : Double.NaN;
  }

  /** t = β/se; infinite of a perfect fit. */
  public double t(int covariate, int feature) {
    return beta(covariate, feature) / standardError(covariate, feature);
  }

  /** Two-sided p-value of t. */
  public double p(int covariate, int feature) {
    return Tails.twoSidedT(t(covariate, feature), model.residualDegreesOfFreedom(feature));
  }
}
