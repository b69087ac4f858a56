package org.chorale.stats.nonparametric;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Microseconds for the posterior of one feature, features drawn evenly from the site: times V gives
 * a site. And what the tree takes to build, what it holds and the largest bound of the error, which
 * are printed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class NonParametricBenchmark {
  private static final int STRIDE = 7919;

  /** V, and whether it is accelerated. */
  @Param({
    "2000 exact",
    "5000 exact",
    "20000 exact",
    "20000 accelerated",
    "200000 accelerated",
    "2000000 accelerated"
  })
  public String features;

  /** Scans of the site. */
  @Param({"20", "200", "1000"})
  public int scans;

  private final double[] out = new double[2];
  private SimulatedSite site;
  private NonParametricPosterior posterior;
  private int feature;

  /** Simulates the site and arranges its draws. */
  @Setup
  public void arrange() {
    String[] words = features.split(" ", 2);
    int count = Integer.parseInt(words[0]);
    site = new SimulatedSite(count, scans, SimulatedSite.Tails.NORMAL, 1);
    PriorDraws draws = site.draws();
    long before = System.nanoTime();
    NonParametricPrior prior =
        words[1].equals("exact")
            ? NonParametricPrior.exact(draws, true)
            : NonParametricPrior.accelerated(draws, true, scans);
    double seconds = (System.nanoTime() - before) * 1e-9;
    posterior = new NonParametricPosterior(prior);
    double bound = 0;
    for (int k = 0; k < 1000; k++) {
      ofNext();
      bound = Math.max(bound, posterior.errorBound());
    }
    System.out.printf(
        "%s, %d scans: built in %.2f s, %d points, error bound %.1e%n",
        features, scans, seconds, prior.points(), bound);
  }

  /** γ* and δ* of the next feature. */
  @Benchmark
  public double[] ofNext() {
    feature = (feature + STRIDE) % site.features();
    posterior.locationAndScale(scans, site.gammaHat[feature], site.deltaHat[feature], out);
    return out;
  }
}
