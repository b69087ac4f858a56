package org.chorale.stats.compare;

import java.util.Arrays;
import java.util.List;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.moments.ScanMoments;
import org.chorale.stats.regression.PooledRegression;
import org.chorale.stats.regression.SlopeSolver;

/**
 * The full model F of a block, sites and covariates by least squares, for every feature whose scans
 * determine it.
 *
 * <pre>
 *   β = (Σᵢ Czz)⁻¹ Σᵢ Czy    bᵢ = ȳᵢ − z̄ᵢᵀβ    SSᵢ = Cyy − 2βᵀCzy + βᵀCzz β    RSS = Σᵢ SSᵢ
 * </pre>
 *
 * The numbers are those of {@link PooledRegression}, which leaves out what can't be harmonised: a
 * feature that is constant within one site still differs between sites, and is kept here. All
 * counts are of the scans in which a feature is observed: N_v scans at S_v sites, N_v − S_v − P
 * degrees of freedom. A feature whose covariates are confounded where it is observed, that is never
 * observed or whose squares overflow has NaN for β and what follows. Columns count whole: a
 * penalised smooth is tested as its columns without penalty.
 *
 * <p>Immutable; S·V numbers twice and P·V twice. One P×P decomposition for the block and one for
 * every feature with gaps.
 */
public final class SiteModel {
  private final int siteCount;
  private final int featureCount;
  private final int covariateCount;
  private final double[] beta;
  private final double[] betaVariance;
  private final double[] intercept;
  private final double[] squares;
  private final double[] scans;

  private SiteModel(int siteCount, int featureCount, int covariateCount) {
    this.siteCount = siteCount;
    this.featureCount = featureCount;
    this.covariateCount = covariateCount;
    beta = new double[covariateCount * featureCount];
    betaVariance = new double[covariateCount * featureCount];
    intercept = new double[siteCount * featureCount];
    squares = new double[siteCount * featureCount];
    scans = new double[siteCount * featureCount];
  }

  /**
   * Fits a block.
   *
   * @param sites moments of every site by index; not changed, not kept
   * @throws IllegalArgumentException if none is given
   */
  public static SiteModel of(List<BlockMoments> sites) {
    if (sites.isEmpty()) {
      throw new IllegalArgumentException("no site");
    }
    BlockMoments first = sites.get(0);
    SiteModel model = new SiteModel(sites.size(), first.featureCount(), first.covariateCount());
    SlopeSolver complete = solver(sites, -1);
    double[] completeVariance = variances(complete, model.covariateCount);
    for (int v = 0; v < model.featureCount; v++) {
      int feature = v;
      boolean gaps = sites.stream().anyMatch(site -> site.hasGaps(feature));
      SlopeSolver solver = gaps ? solver(sites, v) : complete;
      double[] variance = gaps ? variances(solver, model.covariateCount) : completeVariance;
      model.fit(sites, v, solver, variance);
    }
    return model;
  }

  private static SlopeSolver solver(List<BlockMoments> sites, int feature) {
    int count = sites.get(0).covariateCount();
    double[] within = new double[count * count];
    for (BlockMoments site : sites) {
      ScanMoments scans = feature < 0 ? site.scans() : site.scans(feature);
      for (int at = 0; at < within.length; at++) {
        within[at] += scans.czz(at / count, at % count);
      }
    }
    return SlopeSolver.of(within, count);
  }

  private static double[] variances(SlopeSolver solver, int count) {
    double[] variance = new double[count];
    Arrays.setAll(variance, p -> solver == null ? Double.NaN : solver.variance(p));
    return variance;
  }

  private void fit(List<BlockMoments> sites, int v, SlopeSolver solver, double[] variance) {
    double[] czy = new double[covariateCount];
    double scatter = 0;
    for (int i = 0; i < siteCount; i++) {
      for (int p = 0; p < covariateCount; p++) {
        czy[p] += sites.get(i).czy(v, p);
      }
      scatter += sites.get(i).cyy(v);
      scans[i * featureCount + v] = sites.get(i).scans(v).n();
    }
    boolean fits = solver != null && scans(v) > 0 && Double.isFinite(scatter);
    double[] slopes = new double[covariateCount];
    Arrays.fill(slopes, Double.NaN);
    slopes = fits ? solver.solve(czy) : slopes;
    for (int p = 0; p < covariateCount; p++) {
      beta[p * featureCount + v] = slopes[p];
      betaVariance[p * featureCount + v] = variance[p];
    }
    for (int i = 0; i < siteCount; i++) {
      int at = i * featureCount + v;
      boolean estimated = fits && scans[at] > 0;
      intercept[at] = estimated ? PooledRegression.intercept(sites.get(i), v, slopes) : Double.NaN;
      squares[at] = fits ? PooledRegression.residual(sites.get(i), v, slopes) : Double.NaN;
    }
  }

  /** S, sites of the study. */
  public int siteCount() {
    return siteCount;
  }

  /** V. */
  public int featureCount() {
    return featureCount;
  }

  /** P. */
  public int covariateCount() {
    return covariateCount;
  }

  /** N_v, scans in which the feature is observed. */
  public double scans(int feature) {
    double sum = 0;
    for (int i = 0; i < siteCount; i++) {
      sum += scans[i * featureCount + feature];
    }
    return sum;
  }

  /** nᵢᵥ, scans of a site in which the feature is observed. */
  public double scans(int site, int feature) {
    return scans[site * featureCount + feature];
  }

  /** S_v, sites that have the feature. */
  public int sites(int feature) {
    int sites = 0;
    for (int i = 0; i < siteCount; i++) {
      sites += scans[i * featureCount + feature] > 0 ? 1 : 0;
    }
    return sites;
  }

  /** N_v − S_v − P, degrees of freedom of the residuals. */
  public double residualDegreesOfFreedom(int feature) {
    return scans(feature) - sites(feature) - covariateCount;
  }

  /** β_p, the feature's unit per unit of the design column. */
  public double beta(int covariate, int feature) {
    return beta[covariate * featureCount + feature];
  }

  /** [(Σ Czz)⁻¹]_pp, the variance of β_p in units of the residual variance. */
  public double betaVariance(int covariate, int feature) {
    return betaVariance[covariate * featureCount + feature];
  }

  /** bᵢ, the feature's unit; NaN at a site without it. */
  public double intercept(int site, int feature) {
    return intercept[site * featureCount + feature];
  }

  /** SSᵢ, residual sum of squares of a site, squared unit of the feature; 0 of one scan or none. */
  public double squares(int site, int feature) {
    return squares[site * featureCount + feature];
  }

  /** RSS = Σᵢ SSᵢ. */
  public double squares(int feature) {
    double sum = 0;
    for (int i = 0; i < siteCount; i++) {
      sum += squares[i * featureCount + feature];
    }
    return sum;
  }

  /** Σ nᵢ(bᵢ − b̄)² with b̄ = Σ nᵢbᵢ/N: squares between sites of a = y − zᵀβ. */
  public double squaresBetween(int feature) {
    double n = scans(feature);
    double mean = 0;
    for (int i = 0; i < siteCount; i++) {
      double weight = scans(i, feature) / n;
      mean += weight > 0 ? weight * intercept(i, feature) : 0;
    }
    double sum = n > 0 ? 0 : Double.NaN;
    for (int i = 0; i < siteCount; i++) {
      double apart = intercept(i, feature) - mean;
      sum += scans(i, feature) > 0 ? scans(i, feature) * apart * apart : 0;
    }
    return sum;
  }
}
