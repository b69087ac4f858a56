package org.chorale.stats.adjust;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Removes the effect of one site from scans, for one run of features.
 *
 * <pre>
 *   y' = (y − α − zᵀβ − σγ*)/√δ* + α + zᵀβ
 * </pre>
 *
 * Johnson, Li and Rabinovic 2007, section 3.3. A feature without γ* is copied to the bit; NaN stays
 * NaN. Immutable; shared between threads.
 */
public final class Adjustment {
  private final int featureCount;
  private final double[] alpha;
  private final double[] beta;
  private final double[] shift;
  private final double[] factor;
  private final int[] copied;

  /**
   * @param alpha α, length V; kept, not copied
   * @param beta β, {@code [p*V + v]}; kept, not copied
   * @param sigma2 σ², length V
   * @param gammaStar γ*, length V; NaN: copy this feature
   * @param deltaStar δ*, length V
   */
  public Adjustment(
      double[] alpha, double[] beta, double[] sigma2, double[] gammaStar, double[] deltaStar) {
    this.featureCount = alpha.length;
    this.alpha = alpha;
    this.beta = beta;
    this.shift = new double[featureCount];
    this.factor = new double[featureCount];
    int[] copies = new int[featureCount];
    int count = 0;
    for (int v = 0; v < featureCount; v++) {
      if (Double.isNaN(gammaStar[v])) {
        copies[count++] = v;
      } else {
        shift[v] = Math.sqrt(sigma2[v]) * gammaStar[v];
        factor[v] = 1 / Math.sqrt(deltaStar[v]);
      }
    }
    this.copied = Arrays.copyOf(copies, count);
  }

  /**
   * The adjustment of features that lie in several, one run after the other.
   *
   * @param parts whose features follow each other
   * @param from first feature that is wanted, counted over all parts
   * @param count features that are wanted
   */
  public static Adjustment join(List<Adjustment> parts, int from, int count) {
    int all = parts.stream().mapToInt(Adjustment::featureCount).sum();
    int covariates = parts.get(0).beta.length / Math.max(1, parts.get(0).featureCount);
    double[] alpha = new double[count];
    double[] beta = new double[covariates * count];
    double[] shift = new double[count];
    double[] factor = new double[count];
    int at = -from;
    for (Adjustment part : parts) {
      int first = Math.max(0, -at);
      int end = Math.min(part.featureCount, count - at);
      for (int v = first; v < end; v++) {
        alpha[at + v] = part.alpha[v];
        shift[at + v] = part.shift[v];
        factor[at + v] = part.factor[v];
        for (int p = 0; p < covariates; p++) {
          beta[p * count + at + v] = part.beta[p * part.featureCount + v];
        }
      }
      at += part.featureCount;
    }
    if (at < count) {
      throw new IllegalArgumentException(
          "%d features from %d on of %d".formatted(count, from, all));
    }
    return new Adjustment(alpha, beta, shift, factor);
  }

  private Adjustment(double[] alpha, double[] beta, double[] shift, double[] factor) {
    this.featureCount = alpha.length;
    this.alpha = alpha;
    this.beta = beta;
    this.shift = shift;
    this.factor = factor;
    this.copied = IntStream.range(0, featureCount).filter(v -> factor[v] == 0).toArray();
  }

  /** V. */
  public int featureCount() {
    return featureCount;
  }

  /** Whether a feature is adjusted, not copied. */
  boolean moves(int v) {
    return factor[v] != 0;
  }

  /** What a value of the feature is multiplied by: 1/√δ*. */
  double factor(int v) {
    return moves(v) ? factor[v] : 1;
  }

  /** What a value gets whatever the covariates are. */
  double offset(int v) {
    return moves(v) ? (1 - factor[v]) * alpha[v] - factor[v] * shift[v] : 0;
  }

  /** What a value gets for each unit of a covariate. */
  double slope(int v, int covariate) {
    return moves(v) ? (1 - factor[v]) * beta[covariate * featureCount + v] : 0;
  }

  /**
   * Adjusts one scan.
   *
   * @param z covariates of the scan, P values
   * @param zOffset where they begin
   * @param y values, V from {@code offset}; not changed unless it is {@code out}
   * @param out receives the adjusted values, V from {@code offset}; may be {@code y}
   * @param offset where the run begins in both
   * @param fixed work space, at least V; one per thread
   */
  public void adjust(
      double[] z, int zOffset, double[] y, double[] out, int offset, double[] fixed) {
    double[] kept = keepCopied(y, offset);
    System.arraycopy(alpha, 0, fixed, 0, featureCount);
    for (int p = 0; p * featureCount < beta.length; p++) {
      double zp = z[zOffset + p];
      int row = p * featureCount;
      for (int v = 0; v < featureCount; v++) {
        fixed[v] += zp * beta[row + v];
      }
    }
    for (int v = 0; v < featureCount; v++) {
      out[offset + v] = (y[offset + v] - fixed[v] - shift[v]) * factor[v] + fixed[v];
    }
    for (int c = 0; c < copied.length; c++) {
      out[offset + copied[c]] = kept[c];
    }
  }

  private double[] keepCopied(double[] y, int offset) {
    double[] kept = new double[copied.length];
    for (int c = 0; c < copied.length; c++) {
      kept[c] = y[offset + copied[c]];
    }
    return kept;
  }
}
