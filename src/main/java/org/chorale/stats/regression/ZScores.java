package org.chorale.stats.regression;

import java.util.List;
import java.util.stream.IntStream;
import org.chorale.stats.moments.BlockMoments;

/**
 * z-scores as site effects, so that they are removed like any others; nothing of covariates.
 *
 * <pre>
 *   within a site       (y − ȳᵢ)/sᵢ            α = 0, σ² = 1, γ̂ᵢ = ȳᵢ, δ̂ᵢ = sᵢ²
 *   rescaled            ȳ + s (y − ȳᵢ)/sᵢ      α = ȳ, σ² = s², γ̂ᵢ = (ȳᵢ−ȳ)/s, δ̂ᵢ = sᵢ²/s²
 *   to a reference r    (y − ȳ_r)/s_r          α = 0, σ² = 1, γ̂ᵢ = ȳ_r, δ̂ᵢ = s_r²
 * </pre>
 *
 * s² has divisor n−1; ȳ and s are of all observed scans. Values that don't vary within a site, or a
 * single one, have the score 0. A feature constant in all scans, and one without variance at the
 * reference, is passed through.
 */
public final class ZScores implements BlockSolver {
  private static final long serialVersionUID = 1L;

  /** What the scores are relative to. */
  private enum Scale {
    SITE,
    ALL_SCANS,
    REFERENCE
  }

  private final Scale scale;
  private final int reference;

  private ZScores(Scale scale, int reference) {
    this.scale = scale;
    this.reference = reference;
  }

  /** Mean 0 and standard deviation 1 at every site. */
  public static ZScores withinSites() {
    return new ZScores(Scale.SITE, PooledRegression.NO_REFERENCE);
  }

  /** Mean and standard deviation of all scans at every site. */
  public static ZScores rescaled() {
    return new ZScores(Scale.ALL_SCANS, PooledRegression.NO_REFERENCE);
  }

  /** Mean 0 and standard deviation 1 at one site, whose unit all others take. */
  public static ZScores toReference(int reference) {
    return new ZScores(Scale.REFERENCE, reference);
  }

  @Override
  public BlockFit solve(List<BlockMoments> sites) {
    if (sites.isEmpty()) {
      throw new IllegalArgumentException("no site");
    }
    BlockMoments first = sites.get(0);
    BlockFit fit =
        new BlockFit(first.block(), sites.size(), first.featureCount(), first.covariateCount(), 0);
    for (int v = 0; v < first.featureCount(); v++) {
      for (int i = 0; i < sites.size(); i++) {
        fit.observed[i * fit.featureCount() + v] = Math.toIntExact(sites.get(i).scans(v).n());
      }
      FeatureStatus unusable = unusable(sites, v);
      if (unusable != null) {
        fit.passThrough(v, unusable);
      } else {
        estimate(sites, v, fit);
      }
    }
    return fit;
  }

  private FeatureStatus unusable(List<BlockMoments> sites, int v) {
    Pooled all = Pooled.of(sites, v);
    if (all.n() == 0) {
      return FeatureStatus.NEVER_OBSERVED;
    }
    if (!Double.isFinite(all.squares())) {
      return FeatureStatus.OVERFLOW;
    }
    if (!(all.squares() > 0)) {
      return FeatureStatus.CONSTANT;
    }
    if (scale == Scale.REFERENCE) {
      return sites.get(reference).cyy(v) > 0 ? null : FeatureStatus.UNUSABLE_AT_REFERENCE;
    }
    boolean varies = IntStream.range(0, sites.size()).anyMatch(i -> sites.get(i).cyy(v) > 0);
    return varies ? null : FeatureStatus.NO_RESIDUAL;
  }

  private void estimate(List<BlockMoments> sites, int v, BlockFit fit) {
    Pooled all = Pooled.of(sites, v);
    boolean rescaled = scale == Scale.ALL_SCANS;
    double alpha = rescaled ? all.mean() : 0;
    double sigma2 = rescaled ? all.variance() : 1;
    fit.alpha[v] = alpha;
    fit.sigma2[v] = sigma2;
    for (int i = 0; i < sites.size(); i++) {
      int at = i * fit.featureCount() + v;
      BlockMoments unit = sites.get(scale == Scale.REFERENCE ? reference : i);
      FeatureStatus status = status(sites.get(i).scans(v).n(), unit.cyy(v));
      double degreesOfFreedom = unit.scans(v).n() - 1.0;
      fit.status[at] = status.code();
      fit.gammaHat[at] =
          status.hasLocation() ? (unit.yBar(v) - alpha) / Math.sqrt(sigma2) : Double.NaN;
      fit.deltaHat[at] = status.hasScale() ? unit.cyy(v) / (degreesOfFreedom * sigma2) : Double.NaN;
    }
  }

  private FeatureStatus status(long n, double cyy) {
    if (n == 0) {
      return FeatureStatus.MISSING_AT_SITE;
    }
    if (n == 1 && scale != Scale.REFERENCE) {
      return FeatureStatus.ONE_VALUE_AT_SITE;
    }
    return cyy > 0 ? FeatureStatus.AS_SITE : FeatureStatus.NO_RESIDUAL_AT_SITE;
  }

  /** All observed scans of a feature: count, mean and Σ(y−ȳ)². */
  private record Pooled(double n, double mean, double squares) {
    static Pooled of(List<BlockMoments> sites, int v) {
      double n = 0;
      double mean = 0;
      double squares = 0;
      for (BlockMoments site : sites) {
        double more = site.scans(v).n();
        if (more > 0) {
          double apart = site.yBar(v) - mean;
          squares += site.cyy(v) + apart * apart * (n * more / (n + more));
          mean += apart * (more / (n + more));
          n += more;
        }
      }
      return new Pooled(n, mean, squares);
    }

    double variance() {
      double degreesOfFreedom = n - 1;
      return squares / degreesOfFreedom;
    }
  }
}
