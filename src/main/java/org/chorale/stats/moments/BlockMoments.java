package org.chorale.stats.moments;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Moments of one site for one block of features: means and centred scatter of features and
 * covariates.
 *
 * <p>For the scans j of the site with covariates z_j and values y_jv:
 *
 * <pre>
 *   n, z̄ = mean z,  Czz = Σ(z−z̄)(z−z̄)ᵀ                     shared by the features without gaps
 *   ȳ_v,  Czy_v = Σ(z−z̄)(y_v−ȳ_v),  Cyy_v = Σ(y_v−ȳ_v)²    per feature
 * </pre>
 *
 * A feature with missing values has n, z̄, Czz of its own observed scans ({@link Gaps}). All sums
 * are centred: raw sums would lose the digits of mean²/variance (Chan, Golub and LeVeque 1983, The
 * American Statistician 37:242).
 *
 * <p>{@link #merge} changes the receiver and returns it, never touches or keeps the argument, has
 * the empty moments as neutral element and gives the same bits for a+b and b+a. Not thread-safe.
 */
public final class BlockMoments implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int site;
  private final int block;
  private final int featureCount;
  private final int covariateCount;
  private final double[] yBar;
  private final double[] cyy;
  private final double[] czy;
  private ScanMoments scans;
  private Gaps gaps;
  private transient double[] deviation;

  /**
   * Empty moments.
   *
   * @param site index of the site
   * @param block index of the block
   * @param featureCount V, features of the block
   * @param covariateCount P, columns of the design
   */
  public BlockMoments(int site, int block, int featureCount, int covariateCount) {
    this(
        site,
        block,
        new ScanMoments(covariateCount),
        new double[featureCount],
        new double[featureCount],
        new double[featureCount * covariateCount],
        null);
  }

  /**
   * Moments that were stored.
   *
   * @param site index of the site
   * @param block index of the block
   * @param scans n, z̄, Czz over all scans of the site; kept, not copied
   * @param yBar means, length V; kept, not copied
   * @param cyy scatter, length V, squared unit of the feature; kept, not copied
   * @param czy covariate-major, {@code czy[p*V + v]}; kept, not copied
   * @param gaps the features with missing values, or null; kept, not copied
   * @throws IllegalArgumentException if lengths disagree
   */
  public BlockMoments(
      int site,
      int block,
      ScanMoments scans,
      double[] yBar,
      double[] cyy,
      double[] czy,
      Gaps gaps) {
    this.site = site;
    this.block = block;
    this.featureCount = yBar.length;
    this.covariateCount = scans.covariateCount();
    if (cyy.length != featureCount || czy.length != featureCount * covariateCount) {
      throw new IllegalArgumentException(
          "lengths disagree: V=%d, Cyy %d, Czy %d, P=%d"
              .formatted(featureCount, cyy.length, czy.length, covariateCount));
    }
    this.scans = scans;
    this.yBar = yBar;
    this.cyy = cyy;
    this.czy = czy;
    this.gaps = gaps;
  }

  /** The same of a site with another index; shares the arrays, which the caller must not change. */
  public BlockMoments ofSite(int index) {
    return new BlockMoments(index, block, scans, yBar, cyy, czy, gaps);
  }

  /**
   * Of the same scans with other values, observed where these are.
   *
   * @param means ȳ, length V; kept, not copied
   * @param scatter Cyy, length V; kept, not copied
   * @param products Czy, {@code [p*V + v]}; kept, not copied
   */
  public BlockMoments with(double[] means, double[] scatter, double[] products) {
    return new BlockMoments(site, block, scans, means, scatter, products, gaps);
  }

  /** Index of the site. */
  public int site() {
    return site;
  }

  /** Index of the block. */
  public int block() {
    return block;
  }

  /** V, the features of the block. */
  public int featureCount() {
    return featureCount;
  }

  /** P, the columns of the design. */
  public int covariateCount() {
    return covariateCount;
  }

  /** Moments of the covariates over all scans of the site, observed or not. */
  public ScanMoments scans() {
    return scans;
  }

  /** Moments of the covariates over the scans in which the feature is observed. */
  public ScanMoments scans(int feature) {
    ScanMoments own = gaps == null ? null : gaps.of(feature);
    return own == null ? scans : own;
  }

  /**
   * Whether the feature has covariate moments of its own because some of its values are missing.
   */
  public boolean hasGaps(int feature) {
    return gaps != null && gaps.of(feature) != null;
  }

  /** ȳ, the mean of the observed values; 0 where none is. */
  public double yBar(int feature) {
    return yBar[feature];
  }

  /** Cyy, squared unit of the feature; exactly 0 if all observed values are equal. */
  public double cyy(int feature) {
    return cyy[feature];
  }

  /** Czy of one covariate. */
  public double czy(int feature, int covariate) {
    return czy[covariate * featureCount + feature];
  }

  /**
   * Adds one scan.
   *
   * @param z covariates of the scan, P values from {@code zOffset}; finite
   * @param zOffset where they begin
   * @param y values of the block's features, V values from {@code yOffset}; NaN is missing
   * @param yOffset where they begin
   */
  public void addScan(double[] z, int zOffset, double[] y, int yOffset) {
    boolean missing = false;
    for (int v = 0; v < featureCount; v++) {
      missing |= Double.isNaN(y[yOffset + v]);
    }
    if (missing || gaps != null) {
      addWithGaps(z, zOffset, y, yOffset);
    } else {
      addComplete(z, zOffset, y, yOffset);
    }
    scans.add(z, zOffset);
  }

  private void addComplete(double[] z, int zOffset, double[] y, int yOffset) {
    double weight = scans.nextWeight();
    double share = scans.nextShare();
    double[] d = deviation();
    for (int v = 0; v < featureCount; v++) {
      double delta = y[yOffset + v] - yBar[v];
      d[v] = delta;
      yBar[v] += delta * share;
      cyy[v] += weight * delta * delta;
    }
    for (int p = 0; p < covariateCount; p++) {
      double dz = weight * scans.deviation(p, z[zOffset + p]);
      int row = p * featureCount;
      for (int v = 0; v < featureCount; v++) {
        czy[row + v] += dz * d[v];
      }
    }
  }

  private void addWithGaps(double[] z, int zOffset, double[] y, int yOffset) {
    if (gaps == null) {
      gaps = new Gaps(featureCount);
    }
    for (int v = 0; v < featureCount; v++) {
      double value = y[yOffset + v];
      if (Double.isNaN(value)) {
        gaps.open(v, scans);
        continue;
      }
      ScanMoments own = gaps.of(v);
      ScanMoments observed = own == null ? scans : own;
      double delta = value - yBar[v];
      double weight = observed.nextWeight();
      yBar[v] += delta * observed.nextShare();
      cyy[v] += weight * delta * delta;
      for (int p = 0; p < covariateCount; p++) {
        czy[p * featureCount + v] += weight * observed.deviation(p, z[zOffset + p]) * delta;
      }
      if (own != null) {
        own.add(z, zOffset);
      }
    }
  }

  private double[] deviation() {
    if (deviation == null) {
      deviation = new double[featureCount];
    }
    return deviation;
  }

  /**
   * Adds the scans of other moments of the same site and block.
   *
   * @param other left as it is
   * @return this
   * @throws IllegalArgumentException if site, block, features or covariates differ
   */
  public BlockMoments merge(BlockMoments other) {
    if (!compatible(other)) {
      throw new IllegalArgumentException("cannot merge " + other + " into " + this);
    }
    if (other.gaps != null && gaps == null) {
      gaps = new Gaps(featureCount);
    }
    for (int v = 0; v < featureCount; v++) {
      ScanMoments a = scans(v);
      ScanMoments b = other.scans(v);
      boolean gap = hasGaps(v) || other.hasGaps(v);
      mergeFeature(v, a, b, other);
      if (gap) {
        gaps.set(v, a.copy().merge(b));
      }
    }
    scans.merge(other.scans);
    return this;
  }

  private void mergeFeature(int v, ScanMoments a, ScanMoments b, BlockMoments other) {
    if (b.n() == 0) {
      return;
    }
    double weight = ScanMoments.mergeWeight(a.n(), b.n());
    double dy = other.yBar[v] - yBar[v];
    for (int p = 0; p < covariateCount; p++) {
      int at = p * featureCount + v;
      czy[at] = czy[at] + other.czy[at] + weight * (b.zBar(p) - a.zBar(p)) * dy;
    }
    cyy[v] = cyy[v] + other.cyy[v] + weight * dy * dy;
    yBar[v] = ScanMoments.mergeMean(a.n(), yBar[v], b.n(), other.yBar[v]);
  }

  private boolean compatible(BlockMoments other) {
    return site == other.site
        && block == other.block
        && featureCount == other.featureCount
        && covariateCount == other.covariateCount;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof BlockMoments other
        && compatible(other)
        && scans.equals(other.scans)
        && Arrays.equals(yBar, other.yBar)
        && Arrays.equals(cyy, other.cyy)
        && Arrays.equals(czy, other.czy)
        && (gaps == null ? other.gaps == null : gaps.equals(other.gaps));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(yBar) * 31 + site;
  }

  @Override
  public String toString() {
    return "moments of site %d, block %d (%d scans, %d features, %d covariates)"
        .formatted(site, block, scans.n(), featureCount, covariateCount);
  }
}
