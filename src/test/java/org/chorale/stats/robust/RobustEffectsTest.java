package org.chorale.stats.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.chorale.stats.bayes.BlockPosterior;
import org.chorale.stats.bayes.PriorMoments;
import org.chorale.stats.bayes.SitePrior;
import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.bayes.SiteTreatment.Effects;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.regression.BlockFit;
import org.chorale.stats.regression.FeatureStatus;
import org.chorale.stats.regression.PooledRegression;
import org.chorale.stats.scans.FeatureRun;
import org.chorale.stats.scans.ScansBySite;
import org.junit.jupiter.api.Test;

/** Robust effects on top of a regression: what they are, and what there is where none can be. */
class RobustEffectsTest {
  private static final int SITES = 3;
  private static final int SCANS = 36;
  private static final int FEATURES = 5;
  private static final double ROUNDING = 1e-12;

  private final int[] site = IntStream.range(0, SCANS).map(s -> s % SITES).toArray();
  private final double[] z = new Random(1).doubles(SCANS, -1, 1).toArray();
  private final double[][] y = new double[SCANS][FEATURES];
  private final ScansBySite scans = new ScansBySite(site, SITES, z, 1);

  RobustEffectsTest() {
    Random random = new Random(4);
    for (int s = 0; s < SCANS; s++) {
      for (int v = 0; v < FEATURES; v++) {
        y[s][v] = 5 + site[s] + 0.5 * z[s] + (1 + site[s]) * random.nextGaussian();
      }
    }
  }

  private BlockFit regression(int reference) {
    List<BlockMoments> moments = new ArrayList<>();
    for (int i = 0; i < SITES; i++) {
      moments.add(new BlockMoments(i, 0, FEATURES, 1));
    }
    for (int s = 0; s < SCANS; s++) {
      moments.get(site[s]).addScan(z, s, y[s], 0);
    }
    return new PooledRegression(reference).solve(moments);
  }

  private FeatureRun run(int first, int count) {
    double[] values = new double[count * SCANS];
    for (int s = 0; s < SCANS; s++) {
      for (int k = 0; k < count; k++) {
        values[k * SCANS + scans.place(s)] = y[s][first + k];
      }
    }
    return new FeatureRun(scans, first, count, values);
  }

  private BlockFit robust(int reference) {
    return new RobustEffects(regression(reference), reference).add(run(0, FEATURES)).fit();
  }

  /** y − α − zᵀβ − shift of the site, in the scans of the sites asked for that have a value. */
  private double[] residuals(BlockFit fit, int v, List<Integer> sites, double[] shift) {
    return IntStream.range(0, SCANS)
        .filter(s -> sites.contains(site[s]) && !Double.isNaN(y[s][v]))
        .mapToDouble(s -> y[s][v] - fit.alpha()[v] - z[s] * fit.beta()[v] - shift[site[s]])
        .toArray();
  }

  private static double midvariance(double[] values) {
    SortedSample sample = new SortedSample().set(values, 0, values.length);
    return sample.midvariance(sample.median());
  }

  private void checkAgainstDefinition(int reference) {
    BlockFit least = regression(reference);
    BlockFit fit = robust(reference);
    List<Integer> ofSigma = reference < 0 ? List.of(0, 1, 2) : List.of(reference);
    for (int v = 0; v < FEATURES; v++) {
      double[] intercept = new double[SITES];
      for (int i = 0; i < SITES; i++) {
        intercept[i] = Math.sqrt(least.sigma2()[v]) * least.gammaHat()[i * FEATURES + v];
      }
      double[] pooled = residuals(least, v, ofSigma, intercept);
      double n = pooled.length;
      double sigma2 = midvariance(pooled) * (n - 1) / n;
      assertThat(fit.sigma2()[v]).isCloseTo(sigma2, within(ROUNDING * sigma2));
      for (int i = 0; i < SITES; i++) {
        double[] own = residuals(least, v, List.of(i), new double[SITES]);
        int at = i * FEATURES + v;
        double gammaHat = Biweight.median(own.clone(), 0, own.length) / Math.sqrt(sigma2);
        assertThat(fit.gammaHat()[at]).isCloseTo(gammaHat, within(ROUNDING));
        assertThat(fit.deltaHat()[at]).isCloseTo(midvariance(own) / sigma2, within(ROUNDING));
        assertThat(fit.observed()[at]).isEqualTo(own.length);
        assertThat(fit.status(i, v)).isEqualTo(FeatureStatus.AS_SITE);
      }
    }
    assertThat(fit.alpha()).isEqualTo(least.alpha());
    assertThat(fit.beta()).isEqualTo(least.beta());
  }

  @Test
  void estimatesAreMediansAndMidvariancesOfTheObservedScans() {
    y[0][1] = Double.NaN;
    y[5][1] = Double.NaN;
    y[7][3] = 1000;
    checkAgainstDefinition(PooledRegression.NO_REFERENCE);
  }

  @Test
  void withAReferenceTheScaleIsOfItsScans() {
    checkAgainstDefinition(1);
  }

  @Test
  void howABlockIsCutIntoRunsChangesNoBit() {
    BlockFit least = regression(PooledRegression.NO_REFERENCE);
    BlockFit whole = robust(PooledRegression.NO_REFERENCE);
    RobustEffects cut = new RobustEffects(least, PooledRegression.NO_REFERENCE);
    cut.add(run(3, 2)).add(run(0, 2)).add(run(2, 1));
    assertThat(cut.fit().gammaHat()).isEqualTo(whole.gammaHat());
    assertThat(cut.fit().deltaHat()).isEqualTo(whole.deltaHat());
    assertThat(cut.fit().sigma2()).isEqualTo(whole.sigma2());
    List<SiteTreatment> treatments = converged(whole);
    BlockPosterior posterior =
        new BlockPosterior(whole)
            .fill(0, FEATURES, treatments, new RunSquares(whole, run(0, FEATURES)));
    BlockPosterior byRuns = new BlockPosterior(whole);
    byRuns.fill(2, 5, treatments, new RunSquares(whole, run(2, 3)));
    byRuns.fill(0, 2, treatments, new RunSquares(whole, run(0, 2)));
    assertThat(byRuns.gammaStar()).isEqualTo(posterior.gammaStar());
    assertThat(byRuns.deltaStar()).isEqualTo(posterior.deltaStar());
  }

  private static List<SiteTreatment> converged(BlockFit fit) {
    return IntStream.range(0, SITES)
        .mapToObj(i -> SitePrior.of(new PriorMoments().add(fit, i), true))
        .map(prior -> SiteTreatment.converged(Effects.LOCATION_AND_SCALE, prior))
        .toList();
  }

  /** The fixed point satisfies the posterior's second equation with (n−1)·bmv about γ*. */
  @Test
  void theIterationPutsTheMidvarianceInPlaceOfTheSumOfSquares() {
    BlockFit fit = robust(PooledRegression.NO_REFERENCE);
    List<SiteTreatment> treatments = converged(fit);
    RunSquares squares = new RunSquares(fit, run(0, FEATURES));
    BlockPosterior posterior = new BlockPosterior(fit).fill(0, FEATURES, treatments, squares);
    for (int i = 0; i < SITES; i++) {
      SitePrior prior = treatments.get(i).prior();
      for (int v = 0; v < FEATURES; v++) {
        int at = i * FEATURES + v;
        double gamma = posterior.gammaStar()[at];
        double[] x = residuals(fit, v, List.of(i), new double[SITES]);
        double sigma = Math.sqrt(fit.sigma2()[v]);
        x = Arrays.stream(x).map(r -> r / sigma).toArray();
        double sum = (x.length - 1) * new SortedSample().set(x, 0, x.length).midvariance(gamma);
        double scale = (0.5 * sum + prior.bPrior()) / (0.5 * x.length + prior.aPrior() - 1);
        assertThat(posterior.deltaStar()[at]).isCloseTo(scale, within(ROUNDING * scale));
      }
    }
  }

  @Test
  void moreThanHalfOfTheResidualsEqualGivesThePlainVarianceAndSaysSo() {
    // No slope, so that equal values have equal residuals.
    Arrays.fill(z, 0);
    ScansBySite flat = new ScansBySite(site, SITES, new double[SCANS], 0);
    for (int s = 0; s < SCANS; s++) {
      y[s][2] = site[s] == 1 && s % 4 != 0 ? 2.5 : y[s][2];
    }
    List<BlockMoments> moments = new ArrayList<>();
    double[] values = new double[FEATURES * SCANS];
    for (int i = 0; i < SITES; i++) {
      moments.add(new BlockMoments(i, 0, FEATURES, 0));
    }
    for (int s = 0; s < SCANS; s++) {
      moments.get(site[s]).addScan(new double[0], 0, y[s], 0);
      for (int v = 0; v < FEATURES; v++) {
        values[v * SCANS + flat.place(s)] = y[s][v];
      }
    }
    int reference = PooledRegression.NO_REFERENCE;
    BlockFit least = new PooledRegression(reference).solve(moments);
    FeatureRun run = new FeatureRun(flat, 0, FEATURES, values);
    BlockFit fit = new RobustEffects(least, reference).add(run).fit();
    int at = FEATURES + 2;
    assertThat(fit.status(1, 2)).isEqualTo(FeatureStatus.NO_ROBUST_SCALE_AT_SITE);
    assertThat(fit.status(0, 2)).isEqualTo(FeatureStatus.AS_SITE);
    double plain = moments.get(1).cyy(2) / ((fit.observed()[at] - 1) * fit.sigma2()[2]);
    assertThat(fit.deltaHat()[at]).isCloseTo(plain, within(ROUNDING * plain));
    double median = (2.5 - fit.alpha()[2]) / Math.sqrt(fit.sigma2()[2]);
    assertThat(fit.gammaHat()[at]).isCloseTo(median, within(ROUNDING));

    // The sum of squares about any γ, in place of a midvariance of the equal ones.
    double gamma = median + 0.1;
    double mean = (moments.get(1).yBar(2) - fit.alpha()[2]) / Math.sqrt(fit.sigma2()[2]);
    double n = fit.observed()[at];
    double squares = (n - 1) * plain + n * (mean - gamma) * (mean - gamma);
    assertThat(new RunSquares(fit, run).of(1, 2).about(gamma))
        .isCloseTo(squares, within(ROUNDING * squares));
  }
}
