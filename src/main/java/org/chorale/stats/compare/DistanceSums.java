package org.chorale.stats.compare;

import java.io.Serializable;
import java.util.Objects;

/**
 * Multivariate distance matrix regression of all features on site: McArtor, Lubke and Bergeman
 * 2017, Psychometrika 82:1052; Zapala and Schork 2006, PNAS 103:19430.
 *
 * <p>The distance is Euclidean over features a = y − zᵀβ, each divided by its standard deviation
 * (n−1), so that the sums of the Gower-centred matrix are sums over features and no matrix of scans
 * is made:
 *
 * <pre>
 *   SSB = Σ_v Σᵢ nᵢ(bᵢ − b̄)²/s²_v     SSW = Σ_v RSS_v/s²_v     statistic = SSB/SSW
 *   pseudo R² = SSB/(SSB + SSW)
 * </pre>
 *
 * A feature counts if it is observed in all N scans, is not constant and has its β; others have no
 * distance between some pairs of scans and are left out. {@link #merge} follows the contract of
 * site moments.
 */
public final class DistanceSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long scans;
  private double between;
  private double within;
  private long features;

  /** Of no feature; {@code scans} is N. */
  public DistanceSums(long scans) {
    this.scans = scans;
  }

  /** Adds the features of a block; returns this. */
  public DistanceSums add(SiteModel model) {
    for (int v = 0; v < model.featureCount(); v++) {
      double siteSquares = model.squaresBetween(v);
      double all = siteSquares + model.squares(v);
      if (model.scans(v) == scans && all > 0) {
        double variance = all / (scans - 1);
        between += siteSquares / variance;
        within += model.squares(v) / variance;
        features++;
      }
    }
    return this;
  }

  /**
   * Adds the features of other blocks; {@code other} is left as it is.
   *
   * @throws IllegalArgumentException if it is of another number of scans
   */
  public DistanceSums merge(DistanceSums other) {
    if (other.scans != scans) {
      throw new IllegalArgumentException(
          "cannot merge sums over %d scans into sums over %d".formatted(other.scans, scans));
    }
    between += other.between;
    within += other.within;
    features += other.features;
    return this;
  }

  /** V, the features that count. */
  public long features() {
    return features;
  }

  /** SSB. */
  public double between() {
    return between;
  }

  /** SSW. */
  public double within() {
    return within;
  }

  /** SSB/SSW; NaN of no feature. */
  public double statistic() {
    return between / within;
  }

  /** SSB/(SSB + SSW); NaN of no feature. */
  public double pseudoR2() {
    return between / (between + within);
  }

  /**
   * P(Σ_k λ_k(χ²_{S−1} − statistic·χ²_{N−S}) ≥ 0).
   *
   * @param eigenvalues λ of the cross-product of the scaled a, to any common factor; those that are
   *     0 may be left out; not changed
   * @param sites S
   * @return NaN if there are not two sites, no more scans than sites, or no eigenvalue
   */
  public double p(double[] eigenvalues, int sites) {
    double statistic = statistic();
    if (sites < 2 || scans <= sites || Double.isNaN(statistic) || eigenvalues.length == 0) {
      return Double.NaN;
    }
    int count = eigenvalues.length;
    double[] lambda = new double[2 * count];
    double[] df = new double[2 * count];
    for (int k = 0; k < count; k++) {
      lambda[k] = eigenvalues[k];
      df[k] = sites - 1;
      lambda[count + k] = -statistic * eigenvalues[k];
      df[count + k] = scans - sites;
    }
    return new QuadraticForm(lambda, df).upperTail(0);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof DistanceSums other
        && scans == other.scans
        && features == other.features
        && Double.compare(between, other.between) == 0
        && Double.compare(within, other.within) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(scans, features, between, within);
  }
}
