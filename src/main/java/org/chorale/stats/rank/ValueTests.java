package org.chorale.stats.rank;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;
import org.chorale.stats.compare.TestOutcome;
import org.chorale.stats.robust.Biweight;

/**
 * Tests that a feature's values are distributed alike at all sites, one feature after another.
 *
 * <p>N and S count the values that are not missing and the sites that have one. Not testable,
 * {@link TestOutcome#NONE}: one site, no more values than sites (F), or nothing that varies.
 *
 * <p>Scratch of some 60 bytes per scan, allocated once. A feature costs O(N): medians by selection,
 * one sort by digits for each rank test. For one thread.
 */
public final class ValueTests {
  private final int siteCount;
  private final int[] first;
  private final int[] next;
  private final double[] x;
  private final double[] deviation;
  private final int[] site;
  private final double[] sum;
  private final SiteSort order;
  private double[] scores = new double[0];
  private int count;
  private int observedSites;
  private double squares;

  /**
   * Scratch.
   *
   * @param scans most values of a feature
   * @param siteCount S
   */
  public ValueTests(int scans, int siteCount) {
    this.siteCount = siteCount;
    first = new int[siteCount + 1];
    next = new int[siteCount];
    x = new double[scans];
    deviation = new double[scans];
    site = new int[scans];
    sum = new double[siteCount];
    order = new SiteSort(scans);
  }

  /**
   * Takes the values of a feature in place of the last one's.
   *
   * @param values from {@code from} on, one for every scan; finite, NaN missing; not kept
   * @param from where they begin
   * @param siteOf site of every scan, negative if it is left out; not kept
   * @return this
   */
  public ValueTests of(double[] values, int from, int[] siteOf) {
    Arrays.fill(first, 0);
    for (int s = 0; s < siteOf.length; s++) {
      if (siteOf[s] >= 0 && !Double.isNaN(values[from + s])) {
        first[siteOf[s] + 1]++;
      }
    }
    observedSites = 0;
    for (int i = 0; i < siteCount; i++) {
      observedSites += first[i + 1] > 0 ? 1 : 0;
      first[i + 1] += first[i];
      next[i] = first[i];
      Arrays.fill(site, first[i], first[i + 1], i);
    }
    count = first[siteCount];
    for (int s = 0; s < siteOf.length; s++) {
      if (siteOf[s] >= 0 && !Double.isNaN(values[from + s])) {
        x[next[siteOf[s]]++] = values[from + s];
      }
    }
    return this;
  }

  private int size(int i) {
    return first[i + 1] - first[i];
  }

  /**
   * Kruskal and Wallis 1952, Journal of the American Statistical Association 47:583: χ² with S−1
   * degrees of freedom. Equal values share the mean of their ranks.
   *
   * <pre>
   *   H = 12/(N(N+1)) Σ Rᵢ²/nᵢ − 3(N+1), divided by 1 − Σ(t³−t)/(N³−N)
   * </pre>
   *
   * R_i is the sum of a site's ranks, t the size of a tie. H is summed as Σ nᵢ(R̄ᵢ − (N+1)/2)².
   */
  public TestOutcome kruskalWallis() {
    double n = count;
    double ties = rank(x, new double[0]);
    double middle = (n + 1) / 2;
    double between = 0;
    for (int i = 0; i < siteCount; i++) {
      if (size(i) > 0) {
        double apart = sum[i] / size(i) - middle;
        between += size(i) * apart * apart;
      }
    }
    double h = 12 / (n * (n + 1)) * between / (1 - ties / (n * n * n - n));
    return TestOutcome.chiSquare(h, observedSites - 1);
  }

  /**
   * Fligner and Killeen 1976, Journal of the American Statistical Association 71:210, with medians
   * (Conover, Johnson and Johnson 1981, Technometrics 23:351): χ² with S−1 degrees of freedom.
   *
   * <pre>
   *   c = Φ⁻¹(½ + rank |x − median of site|/(2(N+1)))    Σ nᵢ(c̄ᵢ − c̄)²/var₁(c)
   * </pre>
   *
   * The two middle values of a site with an even count are equally far from its median, and tied
   * here to the bit, where R lets rounding decide.
   */
  public TestOutcome fligner() {
    deviate(Centre.MEDIAN);
    prepareScores();
    rank(deviation, scores);
    double n = count;
    double mean = Arrays.stream(sum).sum() / n;
    double between = 0;
    for (int i = 0; i < siteCount; i++) {
      if (size(i) > 0) {
        double apart = sum[i] / size(i) - mean;
        between += size(i) * apart * apart;
      }
    }
    return TestOutcome.chiSquare(
        between / (squares - n * mean * mean) * (n - 1), observedSites - 1);
  }

  /**
   * Ranks numbers that lie site by site and sums ranks, or scores of ranks, of every site, and
   * their squares over all.
   *
   * @param score of rank r at 2r, or empty for ranks themselves
   * @return Σ(t³−t) over ties
   */
  private double rank(double[] numbers, double[] score) {
    order.sort(numbers, site, count);
    Arrays.fill(sum, 0);
    squares = 0;
    double ties = 0;
    for (int begin = 0; begin < count; ) {
      int end = begin + 1;
      while (end < count && order.tied(begin, end)) {
        end++;
      }
      double size = end - begin;
      ties += size * size * size - size;
      int twiceRank = begin + 1 + end;
      double value = score.length == 0 ? twiceRank / 2.0 : score[twiceRank];
      for (int k = begin; k < end; k++) {
        sum[order.site(k)] += value;
      }
      squares += size * value * value;
      begin = end;
    }
    return ties;
  }

  /** Scores depend on N only, which features without gaps share. */
  private void prepareScores() {
    int length = 2 * count + 1;
    if (scores.length != length) {
      scores = new double[length];
      for (int twice = 2; twice < length; twice++) {
        // Φ⁻¹(½ + p/2) = √2 erf⁻¹(p)
        scores[twice] = Math.sqrt(2) * Erf.erfInv(twice / (2.0 * (count + 1)));
      }
    }
  }

  /**
   * Levene's test: analysis of variance of |x − centre of site|, F with S−1 and N−S degrees of
   * freedom. Levene 1960, in Contributions to Probability and Statistics, 278; with medians Brown
   * and Forsythe 1974, Journal of the American Statistical Association 69:364.
   */
  public TestOutcome levene(Centre centre) {
    deviate(centre);
    double n = count;
    double grand = 0;
    double within = 0;
    for (int i = 0; i < siteCount; i++) {
      double mean = mean(deviation, i);
      for (int k = first[i]; k < first[i + 1]; k++) {
        within += (deviation[k] - mean) * (deviation[k] - mean);
      }
      sum[i] = mean;
      grand += size(i) > 0 ? size(i) / n * mean : 0;
    }
    double between = 0;
    for (int i = 0; i < siteCount; i++) {
      between += size(i) > 0 ? size(i) * (sum[i] - grand) * (sum[i] - grand) : 0;
    }
    double df1 = observedSites - 1.0;
    double df2 = n - observedSites;
    return TestOutcome.f(between / df1 / (within / df2), df1, df2);
  }

  private double mean(double[] numbers, int i) {
    double total = 0;
    for (int k = first[i]; k < first[i + 1]; k++) {
      total += numbers[k];
    }
    return total / size(i);
  }

  /** |x − centre of site|; values of a site may change places. */
  private void deviate(Centre centre) {
    for (int i = 0; i < siteCount; i++) {
      if (size(i) > 0 && centre == Centre.MEDIAN) {
        deviateFromMedian(first[i], first[i + 1]);
      } else if (size(i) > 0) {
        double mean = mean(x, i);
        for (int k = first[i]; k < first[i + 1]; k++) {
          deviation[k] = Math.abs(x[k] - mean);
        }
      }
    }
  }

  private void deviateFromMedian(int from, int end) {
    double median = Biweight.median(x, from, end);
    // Selection has put the upper one of the middle values here.
    double upper = x[from + (end - from) / 2];
    double lower = upper;
    if ((end - from) % 2 == 0) {
      lower = x[from];
      for (int k = from + 1; k < from + (end - from) / 2; k++) {
        lower = Math.max(lower, x[k]);
      }
    }
    double middle = (upper - lower) / 2;
    for (int k = from; k < end; k++) {
      boolean between = x[k] >= lower && x[k] <= upper;
      deviation[k] = between ? middle : Math.abs(x[k] - median);
    }
  }
}
