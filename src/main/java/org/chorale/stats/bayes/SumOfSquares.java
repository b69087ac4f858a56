package org.chorale.stats.bayes;

/**
 * Σ(x−γ)² over the standardised values x of one feature at one site, or what a method puts in its
 * place.
 */
public interface SumOfSquares {
  /** About a location γ, in σ. */
  double about(double gamma);

  /** From moments: (n−1)δ̂ + n(γ̂−γ)². */
  static SumOfSquares ofMoments(double n, double gammaHat, double deltaHat) {
    return gamma -> {
      double off = gammaHat - gamma;
      return (n - 1) * deltaHat + n * off * off;
    };
  }
}
