package org.chorale.stats.compare;

import java.util.List;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.moments.ScanMoments;
import org.chorale.stats.regression.PooledRegression;
import org.chorale.stats.regression.SlopeSolver;

/**
 * Tests of site for every feature of a block, given its covariates: the full model F against the
 * reduced model R, which has the covariates and one intercept for all scans.
 *
 * <p>The moments of R are those of all sites merged into one. Every statistic counts the scans and
 * sites in which the feature is observed; N, S, P below are as in {@link SiteModel}. NaN: F where
 * the model isn't determined or N ≤ S + P, R where N ≤ P + 1, all of them for a constant feature;
 * tests of site where only one site has the feature.
 *
 * <p>Immutable: a few numbers per feature, from which the tests are made when asked for.
 */
public final class SiteComparison {
  private final SiteModel model;
  private final double[] reduced;
  private final double[] total;
  private final double[] componentWeight;

  private SiteComparison(SiteModel model) {
    this.model = model;
    reduced = new double[model.featureCount()];
    total = new double[model.featureCount()];
    componentWeight = new double[model.featureCount()];
  }

  /**
   * Compares the models of a block.
   *
   * @param sites moments of every site by index; not changed, not kept
   * @param model of the same moments
   */
  public static SiteComparison of(List<BlockMoments> sites, SiteModel model) {
    BlockMoments all = merged(sites);
    SiteComparison comparison = new SiteComparison(model);
    SlopeSolver complete = solver(all.scans());
    double completeWeight = componentWeight(sites, all, -1, complete);
    for (int v = 0; v < model.featureCount(); v++) {
      boolean gaps = all.hasGaps(v);
      SlopeSolver solver = gaps ? solver(all.scans(v)) : complete;
      comparison.total[v] = all.scans(v).n() > 0 ? all.cyy(v) : Double.NaN;
      comparison.reduced[v] = solver == null ? Double.NaN : reduced(all, v, solver);
      comparison.componentWeight[v] =
          gaps ? componentWeight(sites, all, v, solver) : completeWeight;
    }
    return comparison;
  }

  private static BlockMoments merged(List<BlockMoments> sites) {
    BlockMoments first = sites.get(0);
    BlockMoments all =
        new BlockMoments(0, first.block(), first.featureCount(), first.covariateCount());
    for (BlockMoments site : sites) {
      all.merge(site.ofSite(0));
    }
    return all;
  }

  private static SlopeSolver solver(ScanMoments scans) {
    int count = scans.covariateCount();
    double[] czz = new double[count * count];
    for (int at = 0; at < czz.length; at++) {
      czz[at] = scans.czz(at / count, at % count);
    }
    return SlopeSolver.of(czz, count);
  }

  private static double reduced(BlockMoments all, int v, SlopeSolver solver) {
    double[] czy = new double[all.covariateCount()];
    for (int p = 0; p < czy.length; p++) {
      czy[p] = all.czy(v, p);
    }
    return PooledRegression.residual(all, v, solver.solve(czy));
  }

  /**
   * tr(DᵀMD) for the indicators D of sites and the residual maker M of R: what a variance between
   * sites adds to the expected RSS_R − RSS_F. Without covariates N − Σ nᵢ²/N.
   */
  private static double componentWeight(
      List<BlockMoments> sites, BlockMoments all, int feature, SlopeSolver solver) {
    if (solver == null) {
      return Double.NaN;
    }
    ScanMoments pooled = feature < 0 ? all.scans() : all.scans(feature);
    double weight = 0;
    double[] apart = new double[pooled.covariateCount()];
    for (BlockMoments site : sites) {
      ScanMoments scans = feature < 0 ? site.scans() : site.scans(feature);
      double n = scans.n();
      for (int p = 0; p < apart.length; p++) {
        apart[p] = scans.zBar(p) - pooled.zBar(p);
      }
      double[] solved = solver.solve(apart);
      double leverage = 1.0 / pooled.n();
      for (int p = 0; p < apart.length; p++) {
        leverage += apart[p] * solved[p];
      }
      weight += n > 0 ? n - n * n * leverage : 0;
    }
    return weight;
  }

  /** The full model. */
  public SiteModel model() {
    return model;
  }

  /** RSS_R, squared unit of the feature. */
  public double squaresReduced(int feature) {
    return reduced[feature];
  }

  /** TSS, squares of all scans about their mean. */
  public double squaresTotal(int feature) {
    return total[feature];
  }

  /** RSS_F; NaN if it has no degrees of freedom or the feature is constant. */
  private double squaresFull(int feature) {
    boolean tested = model.residualDegreesOfFreedom(feature) > 0 && total[feature] > 0;
    return tested ? model.squares(feature) : Double.NaN;
  }

  /** RSS_R − RSS_F: what sites explain beyond covariates. Never negative. */
  private double squaresOfSite(int feature) {
    return Math.max(0, reduced[feature] - squaresFull(feature));
  }

  private double siteDegreesOfFreedom(int feature) {
    return model.sites(feature) - 1.0;
  }

  /**
   * Analysis of variance of site given the covariates, type II: F = ((RSS_R − RSS_F)/(S−1)) /
   * (RSS_F/(N−S−P)).
   */
  public TestOutcome anova(int feature) {
    double df1 = siteDegreesOfFreedom(feature);
    double df2 = model.residualDegreesOfFreedom(feature);
    return TestOutcome.f((squaresOfSite(feature) / df1) / (squaresFull(feature) / df2), df1, df2);
  }

  /** Likelihood ratio of the models, normal errors: N log(RSS_R/RSS_F), χ² with S−1. */
  public TestOutcome likelihoodRatio(int feature) {
    double full = squaresFull(feature);
    double statistic = model.scans(feature) * Math.log1p(squaresOfSite(feature) / full);
    return TestOutcome.chiSquare(statistic, siteDegreesOfFreedom(feature));
  }

  /** Adjusted R² of F, 1 − (RSS_F/(N−S−P))/(TSS/(N−1)). */
  public double adjustedR2(int feature) {
    return adjustedR2(feature, squaresFull(feature), model.residualDegreesOfFreedom(feature));
  }

  /** Adjusted R² of R, 1 − (RSS_R/(N−P−1))/(TSS/(N−1)). */
  public double adjustedR2WithoutSite(int feature) {
    double df = model.scans(feature) - 1 - model.covariateCount();
    return adjustedR2(feature, reduced[feature], df);
  }

  private double adjustedR2(int feature, double squares, double df) {
    double totalDegreesOfFreedom = model.scans(feature) - 1;
    boolean tested = df > 0 && total[feature] > 0;
    return tested ? 1 - (squares / df) / (total[feature] / totalDegreesOfFreedom) : Double.NaN;
  }

  /** Partial η² of site, (RSS_R − RSS_F)/RSS_R; NaN where only one site has the feature. */
  public double partialEta2(int feature) {
    return siteDegreesOfFreedom(feature) > 0
        ? squaresOfSite(feature) / reduced[feature]
        : Double.NaN;
  }

  /**
   * Share of the variance between scans of like covariates that lies between sites, as if sites
   * were drawn at random: σ²_S/(σ²_S + σ²).
   *
   * <pre>
   *   σ² = RSS_F/(N−S−P)      σ²_S = (RSS_R − RSS_F − (S−1)σ²)/tr(DᵀMD), not below 0
   * </pre>
   *
   * D has a column for each site, M makes residuals of R. Henderson 1953, Biometrics 9:226, method
   * 3. Unlike η² it doesn't grow with the number of sites where none differs.
   */
  public double varianceShare(int feature) {
    double df1 = siteDegreesOfFreedom(feature);
    double within = squaresFull(feature) / model.residualDegreesOfFreedom(feature);
    double between = (squaresOfSite(feature) - df1 * within) / componentWeight[feature];
    return df1 > 0 ? Math.max(0, between) / (Math.max(0, between) + within) : Double.NaN;
  }

  /**
   * Bartlett's test that residual variances SSᵢ/(nᵢ−1) of sites are equal, over the sites with two
   * values or more: Bartlett 1937, Proceedings of the Royal Society A 160:268. Infinite, p = 0, if
   * residuals vanish at some site.
   */
  public TestOutcome bartlett(int feature) {
    return new SiteVariances(model, feature).bartlett();
  }

  /** Largest residual variance of a site over the smallest. */
  public double varianceRatio(int feature) {
    return new SiteVariances(model, feature).ratio();
  }
}
