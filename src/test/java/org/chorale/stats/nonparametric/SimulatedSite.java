package org.chorale.stats.nonparametric;

import java.util.Random;

/** Estimates of a site as normal data would give them, and its posterior by the definition. */
final class SimulatedSite {
  final double[] gammaHat;
  final double[] deltaHat;
  final int n;

  /** How γ and log δ spread over features. */
  enum Tails {
    /** Normal, sd 0.5 and 0.3. */
    NORMAL,
    /**
     * Student's t with two degrees of freedom, the same scales: some scales are e⁵ times others.
     */
    HEAVY,
    /** Two dense squares, and one feature in two hundred far from both. */
    CLUMPS
  }

  SimulatedSite(int features, int n, Tails tails, long seed) {
    this.n = n;
    this.gammaHat = new double[features];
    this.deltaHat = new double[features];
    Random random = new Random(seed);
    for (int v = 0; v < features; v++) {
      double location = 0.5 * spread(random, tails);
      double logScale = 0.3 * spread(random, tails);
      if (tails == Tails.CLUMPS) {
        location = 0.8 * random.nextInt(2) + 0.05 * random.nextDouble();
        location += random.nextInt(200) == 0 ? 4 : 0;
        logScale = 0.05 * random.nextDouble();
      }
      double delta = Math.exp(logScale);
      gammaHat[v] = location + Math.sqrt(delta / n) * random.nextGaussian();
      deltaHat[v] = delta * sampleVariance(random);
    }
  }

  private static double spread(Random random, Tails tails) {
    double normal = random.nextGaussian();
    return tails == Tails.HEAVY ? normal / Math.sqrt(-Math.log(1 - random.nextDouble())) : normal;
  }

  /** Of n normal deviates; by Wilson and Hilferty's cube beyond thirty. */
  private double sampleVariance(Random random) {
    double degreesOfFreedom = n - 1;
    double share = 2 / (9 * degreesOfFreedom);
    if (n > 30) {
      return Math.pow(1 - share + Math.sqrt(share) * random.nextGaussian(), 3);
    }
    double squares = 0;
    for (int k = 0; k < n - 1; k++) {
      squares += Math.pow(random.nextGaussian(), 2);
    }
    return squares / degreesOfFreedom;
  }

  int features() {
    return gammaHat.length;
  }

  PriorDraws draws() {
    PriorDraws draws = new PriorDraws();
    for (int v = 0; v < gammaHat.length; v++) {
      draws.add(gammaHat[v], deltaHat[v]);
    }
    return draws;
  }

  /** γ* and δ* of a feature by the definition, in two passes over the others. */
  double[] byDefinition(int v) {
    double[] logWeight = new double[features()];
    double largest = Double.NEGATIVE_INFINITY;
    for (int u = 0; u < features(); u++) {
      double off = gammaHat[v] - gammaHat[u];
      double squares = (n - 1) * deltaHat[v] + n * off * off;
      logWeight[u] = -0.5 * n * Math.log(2 * Math.PI * deltaHat[u]) - squares / (2 * deltaHat[u]);
      largest = u == v ? largest : Math.max(largest, logWeight[u]);
    }
    double weights = 0;
    double locations = 0;
    double scales = 0;
    for (int u = 0; u < features(); u++) {
      double w = u == v ? 0 : Math.exp(logWeight[u] - largest);
      weights += w;
      locations += w * gammaHat[u];
      scales += w * deltaHat[u];
    }
    return new double[] {locations / weights, scales / weights};
  }

  /** γ* of a feature by the definition with location only. */
  double locationByDefinition(int v) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int u = 0; u < features(); u++) {
      double off = gammaHat[v] - gammaHat[u];
      largest = u == v ? largest : Math.max(largest, -0.5 * n * off * off);
    }
    double weights = 0;
    double locations = 0;
    for (int u = 0; u < features(); u++) {
      double off = gammaHat[v] - gammaHat[u];
      double w = u == v ? 0 : Math.exp(-0.5 * n * off * off - largest);
      weights += w;
      locations += w * gammaHat[u];
    }
    return locations / weights;
  }
}
