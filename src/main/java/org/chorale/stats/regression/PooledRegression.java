package org.chorale.stats.regression;

import java.util.List;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.moments.ScanMoments;
import org.chorale.stats.penalty.FeatureSums;
import org.chorale.stats.penalty.Penalty;

/**
 * The regression on sites and covariates that ComBat standardises with, from site moments.
 *
 * <pre>
 *   β = (Σᵢ Czz)⁻¹ Σᵢ Czy        bᵢ = ȳᵢ − z̄ᵢᵀβ        SSᵢ = Cyy − 2βᵀCzy + βᵀCzz β
 *   α = Σᵢ (nᵢ/N) bᵢ             σ² = Σᵢ SSᵢ / n        γ̂ᵢ = (bᵢ−α)/σ     δ̂ᵢ = SSᵢ/((nᵢ−1)σ²)
 * </pre>
 *
 * With penalties on smooth effects β = (Σᵢ Czz + Σ λS)⁻¹ Σᵢ Czy and all else stays as it is: site
 * columns aren't penalised, so residuals still sum to zero in every site, and SSᵢ is a quadratic
 * form in whatever β is (Pomponio et al. 2020, NeuroImage 208:116450).
 *
 * <p>With a reference site r: α = b_r, σ² = SS_r/n_r. The weights nᵢ in α count scans, observed or
 * not, as neuroCombat's do; n in σ² and δ̂ counts observed values. Johnson, Li and Rabinovic 2007,
 * Biostatistics 8:118, section 3.1.
 */
public final class PooledRegression implements BlockSolver {
  private static final long serialVersionUID = 1L;

  /** Below this share of the scatter of its values a residual sum of squares is rounding. */
  static final double SMALLEST_RESIDUAL = 1e-12;

  /** No site is the reference. */
  public static final int NO_REFERENCE = -1;

  private final int reference;
  private final Penalty penalty;
  private final boolean equalWeights;

  /**
   * Least squares without penalty.
   *
   * @param reference index of the reference site or {@link #NO_REFERENCE}
   */
  public PooledRegression(int reference) {
    this(reference, Penalty.NONE);
  }

  /**
   * @param reference index of the reference site or {@link #NO_REFERENCE}
   * @param penalty of the design's smooths
   */
  public PooledRegression(int reference, Penalty penalty) {
    this(reference, penalty, false);
  }

  private PooledRegression(int reference, Penalty penalty, boolean equalWeights) {
    this.reference = reference;
    this.penalty = penalty;
    this.equalWeights = equalWeights;
  }

  /** The same with α = (1/S) Σᵢ bᵢ over the sites that have the feature, as limma's is. */
  public PooledRegression weighingSitesEqually() {
    return new PooledRegression(reference, penalty, true);
  }

  @Override
  public BlockFit solve(List<BlockMoments> sites) {
    if (sites.isEmpty()) {
      throw new IllegalArgumentException("no site");
    }
    BlockMoments first = sites.get(0);
    BlockFit fit =
        new BlockFit(
            first.block(),
            sites.size(),
            first.featureCount(),
            first.covariateCount(),
            penalty.count());
    Slopes shared = slopes(sites, -1);
    double[] residual = new double[sites.size()];
    double[] intercept = new double[sites.size()];
    for (int v = 0; v < first.featureCount(); v++) {
      solveFeature(sites, v, shared, fit, residual, intercept);
    }
    return fit;
  }

  private void solveFeature(
      List<BlockMoments> sites,
      int v,
      Slopes shared,
      BlockFit fit,
      double[] residual,
      double[] intercept) {
    boolean gaps = false;
    for (int i = 0; i < sites.size(); i++) {
      fit.observed[at(fit, i, v)] = Math.toIntExact(sites.get(i).scans(v).n());
      gaps |= sites.get(i).hasGaps(v);
    }
    FeatureStatus unusable = unusable(sites, v);
    double[] beta = null;
    if (unusable == null) {
      Slopes slopes = gaps ? slopes(sites, v) : shared;
      beta = slopes == null ? null : slopes.solve(sums(sites, v), fit, v);
      unusable = beta == null ? FeatureStatus.CONFOUNDED_WHERE_OBSERVED : null;
    }
    if (unusable == null) {
      boolean varies = false;
      for (int i = 0; i < sites.size(); i++) {
        intercept[i] = intercept(sites.get(i), v, beta);
        residual[i] = residual(sites.get(i), v, beta);
        varies |= residual[i] > 0;
      }
      if (!varies) {
        unusable = FeatureStatus.NO_RESIDUAL;
      } else if (reference != NO_REFERENCE && !(residual[reference] > 0)) {
        unusable = FeatureStatus.UNUSABLE_AT_REFERENCE;
      } else {
        estimate(sites, v, beta, fit, residual, intercept);
      }
    }
    if (unusable != null) {
      fit.passThrough(v, unusable);
    }
  }

  private void estimate(
      List<BlockMoments> sites,
      int v,
      double[] beta,
      BlockFit fit,
      double[] residual,
      double[] intercept) {
    double weighted = 0;
    double weights = 0;
    double rss = 0;
    double observed = 0;
    for (int i = 0; i < sites.size(); i++) {
      long n = sites.get(i).scans(v).n();
      boolean counts = reference == NO_REFERENCE ? n > 0 : i == reference;
      if (counts) {
        double weight = equalWeights ? 1 : sites.get(i).scans().n();
        weighted += weight * intercept[i];
        weights += weight;
        rss += residual[i];
        observed += n;
      }
    }
    double alpha = reference == NO_REFERENCE ? weighted / weights : intercept[reference];
    double sigma2 = rss / observed;
    double sigma = Math.sqrt(sigma2);
    fit.alpha[v] = alpha;
    fit.sigma2[v] = sigma2;
    for (int p = 0; p < beta.length; p++) {
      fit.beta[p * fit.featureCount() + v] = beta[p];
    }
    for (int i = 0; i < sites.size(); i++) {
      long n = sites.get(i).scans(v).n();
      FeatureStatus status = siteStatus(n, residual[i]);
      int at = at(fit, i, v);
      fit.status[at] = status.code();
      fit.gammaHat[at] = status.hasLocation() ? (intercept[i] - alpha) / sigma : Double.NaN;
      fit.deltaHat[at] = status.hasScale() ? residual[i] / ((n - 1) * sigma2) : Double.NaN;
    }
  }

  static FeatureStatus siteStatus(long n, double residual) {
    if (n == 0) {
      return FeatureStatus.MISSING_AT_SITE;
    }
    if (n == 1) {
      return FeatureStatus.ONE_VALUE_AT_SITE;
    }
    return residual > 0 ? FeatureStatus.AS_SITE : FeatureStatus.NO_RESIDUAL_AT_SITE;
  }

  /** Why the feature can't be fitted whatever the covariates are, or null. */
  private FeatureStatus unusable(List<BlockMoments> sites, int v) {
    int observedAt = 0;
    boolean constantWithin = false;
    boolean constant = true;
    double value = Double.NaN;
    double squares = 0;
    for (BlockMoments site : sites) {
      long n = site.scans(v).n();
      if (n > 0) {
        observedAt++;
        squares += site.cyy(v);
        constantWithin |= n > 1 && site.cyy(v) == 0;
        constant &= site.cyy(v) == 0 && (observedAt == 1 || site.yBar(v) == value);
        value = site.yBar(v);
      }
    }
    if (observedAt == 0) {
      return FeatureStatus.NEVER_OBSERVED;
    }
    if (constant) {
      return FeatureStatus.CONSTANT;
    }
    if (observedAt == 1) {
      return FeatureStatus.OBSERVED_AT_ONE_SITE;
    }
    if (constantWithin) {
      return FeatureStatus.CONSTANT_WITHIN_A_SITE;
    }
    if (!Double.isFinite(squares)) {
      return FeatureStatus.OVERFLOW;
    }
    boolean atReference = reference == NO_REFERENCE || sites.get(reference).scans(v).n() > 0;
    return atReference ? null : FeatureStatus.UNUSABLE_AT_REFERENCE;
  }

  /** Over the scans that have the feature, or over all scans for a negative one. */
  private Slopes slopes(List<BlockMoments> sites, int feature) {
    int count = sites.get(0).covariateCount();
    double[] sum = new double[count * count];
    for (BlockMoments site : sites) {
      ScanMoments scans = feature < 0 ? site.scans() : site.scans(feature);
      for (int p = 0; p < count; p++) {
        for (int q = 0; q < count; q++) {
          sum[p * count + q] += scans.czz(p, q);
        }
      }
    }
    return penalty.count() == 0
        ? SlopeSolver.of(sum, count)
        : PenalisedLeastSquares.of(penalty, sum, count);
  }

  private static FeatureSums sums(List<BlockMoments> sites, int v) {
    double[] czy = new double[sites.get(0).covariateCount()];
    double cyy = 0;
    long scans = 0;
    int observedAt = 0;
    for (BlockMoments site : sites) {
      for (int p = 0; p < czy.length; p++) {
        czy[p] += site.czy(v, p);
      }
      cyy += site.cyy(v);
      scans += site.scans(v).n();
      observedAt += site.scans(v).n() > 0 ? 1 : 0;
    }
    return new FeatureSums(czy, cyy, scans, observedAt);
  }

  /** bᵢ = ȳᵢ − z̄ᵢᵀβ of one feature, its unit. */
  public static double intercept(BlockMoments site, int v, double[] beta) {
    double b = site.yBar(v);
    ScanMoments scans = site.scans(v);
    for (int p = 0; p < beta.length; p++) {
      b -= scans.zBar(p) * beta[p];
    }
    return b;
  }

  /** SSᵢ, exactly 0 where it is no more than rounding. */
  public static double residual(BlockMoments site, int v, double[] beta) {
    ScanMoments scans = site.scans(v);
    double ss = site.cyy(v);
    for (int p = 0; p < beta.length; p++) {
      double fitted = 0;
      for (int q = 0; q < beta.length; q++) {
        fitted += scans.czz(p, q) * beta[q];
      }
      ss += beta[p] * (fitted - 2 * site.czy(v, p));
    }
    return scans.n() > 1 && ss >= SMALLEST_RESIDUAL * site.cyy(v) ? ss : 0;
  }

  private static int at(BlockFit fit, int site, int feature) {
    return site * fit.featureCount() + feature;
  }
}
